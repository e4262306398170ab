import AGI
import Records

extension Walk {
  /// Prompts, and then the next step.
  func listen(to prompts: [PromptName], _ next: Target) throws -> Target {
    // A key pressed ahead cuts the prompts and answers the menu that follows.
    try session.play(prompts, cutBy: .keypad)
    keepHeard(prompts.count, next)
    return next
  }

  /// Prompts and values.
  func hear(_ say: Say) throws -> Target {
    var prompts: [PromptName] = []
    for part in say.parts {
      switch part {
      case .prompt(let prompt): prompts.append(prompt)
      case .value(let value, let manner):
        if let spoken = try session.spoken(value, as: manner) {
          prompts += spoken.prompts(in: session.language)
        } else {
          keep(.unsaid, value.description)
        }
      }
    }
    try session.play(prompts, cutBy: .keypad)
    keepHeard(prompts.count, say.next)
    return say.next
  }

  private func keepHeard(_ count: Int, _ next: Target) {
    let wasSilent = session.missing.count == count
    keepMissing()
    if !wasSilent { keep(.played, target: next) }
  }
}

extension Session {
  /// How a value is spoken; `nil` when there is none, or it is no such value.
  fileprivate func spoken(_ value: FlowValue, as manner: Say.Manner) throws -> Spoken? {
    if value == .variable("now") {
      let now = try localTime(.now())
      switch manner {
      case .date: return .date(now)
      case .time: return .time(now)
      case .moment: return .dateTime(now)
      default: break
      }
    }
    return Spoken.Kind(rawValue: manner.rawValue).flatMap { try? Spoken($0, self.value(value)) }
  }
}
