import Configuration
import Database
import Records

/// Why a command could not do what was asked, and what to do about it.
struct Failure: Error {
  var what: Words
  var fix: Words
  /// Lines that belong to it, such as what to write by hand.
  var lines: [Words] = []

  var words: Words {
    Words("\(what.english): \(fix.english)", "\(what.chinese)：\(fix.chinese)")
  }
}

extension Failure {
  /// What a person can do about trouble with the store.
  init(_ error: DatabaseError) {
    what =
      error.code == .copy
      ? Words("the store was not copied (\(error))", "未备份存储（\(error)）")
      : Words("the store cannot be used (\(error))", "无法使用存储（\(error)）")
    fix =
      switch error.code {
      case .busy:
        Words("another program holds it for long; try again", "另一个程序长时间占用，请重试")
      case .full:
        Words(
          "make room on its disk: \(Connection.reserve >> 20) MiB must stay free for calls",
          "请清理磁盘空间：须为来电保留 \(Connection.reserve >> 20) MiB"
        )
      case .readOnly, .denied:
        Words(
          "are you in the group switchboard, and is the disk writable?",
          "您是否在 switchboard 组中？磁盘是否可写？"
        )
      case .missing:
        Words(
          "name it by --store or SWITCHBOARD_STORE, or make one: switchboard store migrate",
          "请用 --store 或 SWITCHBOARD_STORE 指定，或新建：switchboard store migrate"
        )
      case .corrupt:
        Words(
          "is it the right file? otherwise restore a backup: see switchboard help store backup",
          "文件是否正确？否则请恢复备份：见 switchboard help store backup"
        )
      case .copy:
        Words(
          "name a new file, in a folder that you may write to",
          "请指定一个尚不存在的文件，其目录须可写"
        )
      case .schema:
        Words("run switchboard store migrate", "请运行 switchboard store migrate")
      case .unpublished:
        Words("run switchboard apply DIRECTORY first", "请先运行 switchboard apply 目录")
      default:
        Words("this should not happen; please report it", "这不应发生，请反馈")
      }
  }
}
