/// Prompts and values, one after the other.
public struct Say: Equatable, Sendable {
  /// What is heard.
  public var parts: [Part]
  /// What follows.
  public var next: Target

  /// Describes what is said.
  public init(_ parts: [Part], next: Target) {
    self.parts = parts
    self.next = next
  }

  /// A prompt or a value.
  public enum Part: Equatable, Sendable {
    /// A sound file.
    case prompt(PromptName)
    /// A value, spoken in the caller's language.
    case value(FlowValue, as: Manner)
  }

  /// How a value is spoken.
  public enum Manner: String, CaseIterable, Sendable {
    /// Digit by digit.
    case digits
    /// As a number.
    case number
    /// As an amount: `12.50`.
    case money
    /// As a date: `2026-03-01`, or Unix time.
    case date
    /// As a time of day: `08:30`, or Unix time.
    case time
    /// As a date and a time of day: `2026-03-01 08:30`, or Unix time.
    case moment = "date-time"
    /// As a length of time, in seconds.
    case duration
  }
}

extension Say {
  func append(to flat: inout FlatText) {
    for part in parts {
      switch part {
      case .prompt(let prompt): flat.append("say", "prompt \(prompt)")
      case .value(let value, let manner): flat.append("say", "\(manner.rawValue) \(value)")
      }
    }
    flat.append("next", next)
  }

  init?(_ flat: FlatText) {
    guard let next = flat.target("next") else { return nil }
    self.init([], next: next)
    for line in flat.all("say") {
      guard let blank = line.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
      let rest = String(line[line.utf8.index(after: blank)...])
      if line[..<blank] == "prompt" {
        parts.append(.prompt(PromptName(rest)))
      } else {
        guard let manner = Manner(rawValue: String(line[..<blank])) else { return nil }
        parts.append(.value(FlowValue(rest), as: manner))
      }
    }
  }
}
