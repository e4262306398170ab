import Configuration

extension Phrases {
  // MARK: Trying a flow

  static func noFlow(_ flow: String, known: [String]) -> Failure {
    let all = known.sorted().joined(separator: ", ")
    return Failure(
      what: Words("there is no flow \(flow)", "没有流程 \(flow)"),
      fix: Words("flows here: \(all)", "这里的流程：\(all)")
    )
  }

  static func noPublishedFlow(_ flow: String, _ revision: Int) -> Failure {
    Failure(
      what: Words("revision \(revision) has no flow \(flow)", "版本 \(revision) 没有流程 \(flow)"),
      fix: Words("check the name and the number", "请检查流程名和版本号")
    )
  }

  static func untriable(_ mistakes: Int, _ directory: String) -> Failure {
    Failure(
      what: Words(
        "\(directory) has \(counted(mistakes, "mistake"))",
        "\(directory) 有 \(mistakes) 处错误"
      ),
      fix: Words("see switchboard check \(directory)", "见 switchboard check \(directory)")
    )
  }

  static func badKeys(_ keys: String) -> Failure {
    Failure(
      what: Words("--keys: \"\(keys)\" is nothing that a caller does", "--keys：“\(keys)”不是来电能做的"),
      fix: Words(
        "write keys with commas between, - for silence and h for hanging up: 1,-,13800#,h",
        "请写按键，用逗号分隔，- 表示不按键，h 表示挂机：1,-,13800#,h"
      )
    )
  }

  static let keysPlease = Words(
    "keys? (empty: none; h: hang up)",
    "按键？（直接回车：不按；h：挂机）"
  )

  static func noKeys(_ text: String) -> Words {
    Words("type 0 to 9, * or #", "请键入 0 到 9、* 或 #")
  }

  static func trial(_ event: TrialReport.Event) -> Words {
    switch event.kind {
    case .heard:
      let text = event.text.map { "  “\($0)”" } ?? ""
      let cut = event.cutBy.map { Words(" (cut by \($0))", "（被 \($0) 打断）") } ?? Words("", "")
      let gone =
        event.sound == .missing ? Words("  NO SOUND FILE", "  没有声音文件") : Words("", "")
      return Words(
        "plays    \(event.what)\(text)\(cut.english)\(gone.english)",
        "播放     \(event.what)\(text)\(cut.chinese)\(gone.chinese)"
      )
    case .pressed: return Words("pressed  \(event.what)", "按键     \(event.what)")
    case .silent: return Words("silence", "未按键")
    case .hungUp: return Words("hung up", "挂机")
    case .executed: return Words("runs     \(event.what)", "执行     \(event.what)")
    case .speaks: return Words("speaks   \(event.what)", "语言     \(event.what)")
    case .recorded: return Words("records  \(event.what)", "录音     \(event.what)")
    }
  }

  static let trialSteps = Words("steps:", "步骤：")

  static func trialEnd(_ status: String, target: String?, error: String?) -> Words {
    if let target { return Words("goes to: \(target)", "去向：\(target)") }
    switch status {
    case "HANGUP": return Words("the caller hung up", "主叫挂机")
    default:
      let reason = error ?? status
      return Words(
        "goes to: the dialplan's default queue (\(reason))",
        "去向：拨号方案的默认队列（\(reason)）"
      )
    }
  }
}
