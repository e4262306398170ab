import Configuration
import Records

extension Phrases {
  /// One step of a call through a flow.
  static func event(_ step: IVRStep) -> Words {
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
