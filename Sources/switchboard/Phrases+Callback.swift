import Configuration
import Records

/// What the tool says of promised callbacks.
extension Phrases {
  static let noCallbacks = Words("nobody waits for a callback", "没有待回呼的来电")

  static let callbackHead = [
    Words("id", "编号"), Words("promised", "承诺时间"), Words("queue", "队列"), Words("number", "号码"),
    Words("state", "状态"), Words("call", "来电"),
  ]

  static let callbackOpen = Words("open", "待回呼")

  static func callbackDone(at time: String, by author: String, note: String) -> Words {
    let note = note.isEmpty ? "" : ": " + note
    return Words("done \(time) by \(author)\(note)", "已完成 \(time) \(author)\(note)")
  }

  static func callbackEnded(_ id: Int, _ number: String) -> Words {
    Words("callback \(id) to \(number) is done", "回呼 \(id)（\(number)）已完成")
  }

  static func unknownCallback(_ id: Int) -> Failure {
    Failure(
      what: Words("there is no callback \(id)", "没有回呼 \(id)"),
      fix: Words("see switchboard callback list", "请看 switchboard callback list")
    )
  }

  static func callbackWasDone(_ id: Int) -> Failure {
    Failure(
      what: Words("callback \(id) was done already", "回呼 \(id) 原已完成"),
      fix: Words("see switchboard callback list --all", "请看 switchboard callback list --all")
    )
  }

  static func promised(_ time: String, queue: String, number: String, isOwn: Bool) -> Words {
    isOwn
      ? Words(
        "\(time)  promised to be called back on \(number) by the queue \(queue)",
        "\(time)  承诺由队列 \(queue) 回呼 \(number)"
      )
      : Words(
        "\(time)  promised to be called back on \(number), which was keyed in, by the queue \(queue)",
        "\(time)  承诺由队列 \(queue) 回呼按键输入的 \(number)"
      )
  }
}
