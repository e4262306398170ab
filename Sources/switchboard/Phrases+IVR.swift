import Configuration
import Records

extension Phrases {
  /// One step of a call through a flow.
  static func event(_ step: IVRStep) -> Words {
    if step.event == .missing, case .announce(let prompt) = step.target {
      return missing(prompt.path)
    }
    let words = event(step.event, keys: step.keys)
    guard let target = step.targetText else { return words }
    return Words("\(words.english) -> \(target)", "\(words.chinese) -> \(target)")
  }

  /// What happened at a node; `keys` may be empty.
  static func event(_ event: IVRStep.Event, keys: String) -> Words {
    switch event {
    case .key: Words("key \(keys)", "按键 \(keys)")
    case .wrong: Words("wrong \(keys.isEmpty ? "digits" : "key \(keys)")", "错误按键 \(keys)")
    case .silence: Words("no key", "未按键")
    case .otherwise: Words("attempts used up", "次数用尽")
    case .person: Words("asked for a person", "要求转人工")
    case .played: Words("played", "已播放")
    case .missing: Words("not played, no sound file", "未播放，没有声音文件")
    case .unsaid: Words("not said, no value: \(keys)", "未播报，没有数值：\(keys)")
    case .entered: Words("entered \(keys)", "已输入 \(keys)")
    case .corrected: Words("digits taken back", "号码被更正")
    case .proved: Words("PIN right", "密码正确")
    case .denied: Words("PIN wrong", "密码错误")
    case .locked: Words("locked out", "已锁定")
    case .open: Words("open", "营业中")
    case .closed: Words("closed", "休息中")
    case .set: Words("variables set", "已设变量")
    case .found: Words("found", "已查到")
    case .unknown: Words("not found", "未查到")
    case .failed: Words("failed \(keys)", "失败 \(keys)")
    case .recorded: Words("message recorded", "已留言")
    case .booked: Words("appointment \(keys)", "已预约 \(keys)")
    case .full: Words("no appointment is free", "没有空余预约")
    case .left: Words("left", "离开")
    case .hangup: Words("the caller hung up", "主叫挂机")
    default: Words(event.rawValue, event.rawValue)
    }
  }
}

// MARK: - Paths, messages, appointments

extension Phrases {
  /// A prompt that the caller did not hear.
  static func missing(_ prompt: String) -> Words {
    Words("not played, no sound file \(prompt)", "未播放，没有声音文件 \(prompt)")
  }

  static func noDays(_ days: Int) -> Failure {
    Failure(
      what: Words("--days=\(days) counts nothing", "--days=\(days) 不会统计任何内容"),
      fix: Words("write a number from 1, such as --days 30", "请写 1 或更大的数，如 --days 30")
    )
  }

  static func noPaths(_ flow: String) -> Words {
    Words("no call has come through the flow \(flow)", "没有来电经过流程 \(flow)")
  }

  static let pathHead = [
    Words("node", "节点"), Words("what happened", "事件"), Words("then", "去向"),
    Words("times", "次数"), Words("calls", "来电数"),
  ]

  static func left(_ message: Message) -> Words {
    let (id, mailbox, length) = (message.id, message.mailbox, message.shownLength)
    let now = state(message.state)
    return Words(
      "message \(id) left for \(mailbox), \(length), \(now.english)",
      "给 \(mailbox) 留言 \(id)，\(length)，\(now.chinese)"
    )
  }

  static func taken(_ appointment: Appointment, start: String) -> Words {
    let (id, book) = (appointment.id, appointment.book)
    let isHeld = appointment.state == .booked
    return Words(
      "appointment \(id) in \(book) for \(start)" + (isHeld ? "" : ", given up since"),
      "在 \(book) 预约 \(id)：\(start)" + (isHeld ? "" : "，后已取消")
    )
  }

  static let noMessages = Words("no messages", "没有留言")

  static func noMessage(_ number: Int) -> Failure {
    Failure(
      what: Words("there is no message \(number)", "没有留言 \(number)"),
      fix: Words("see switchboard message list", "请看 switchboard message list")
    )
  }

  static func state(_ state: Message.State) -> Words {
    switch state {
    case .new: Words("new", "未听")
    case .heard: Words("heard", "已听")
    case .done: Words("done", "已处理")
    }
  }

  static let messageHead = [
    Words("number", "编号"), Words("time", "时间"), Words("mailbox", "信箱"), Words("caller", "主叫"),
    Words("length", "时长"), Words("state", "状态"), Words("call", "来电"),
  ]

  static let noAppointments = Words("no appointments", "没有预约")

  static func noAppointment(_ number: Int) -> Failure {
    Failure(
      what: Words("there is no appointment \(number) that holds", "没有有效的预约 \(number)"),
      fix: Words("see switchboard appointment list", "请看 switchboard appointment list")
    )
  }

  static let appointmentHead = [
    Words("number", "编号"), Words("begins", "开始"), Words("length", "时长"), Words("book", "预约簿"),
    Words("caller", "主叫"), Words("call", "来电"),
  ]
}
