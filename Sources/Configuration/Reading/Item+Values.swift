import Records

/// A place where a call goes, with where it was written, so that it can be checked against the rest.
struct WrittenTarget {
  var target: Target
  var item: Item
}

extension Item {
  /// Where a call goes.
  func target() -> WrittenTarget? {
    guard let text = text(example: "queue sales") else { return nil }
    guard let target = Target(text) else {
      report(.noTarget(text))
      return nil
    }
    for name in target.names where !Name.isPlain(name) {
      report(.badName(name))
      return nil
    }
    if case .node(let node) = target, !Name.isReadable(node) {
      report(.badName(node))
      return nil
    }
    return WrittenTarget(target: target, item: self)
  }

  /// A name that Asterisk sees too.
  func name(example: String) -> String? {
    guard let text = text(example: example) else { return nil }
    guard Name.isPlain(text) else {
      report(.badName(text))
      return nil
    }
    return text
  }

  func prompt() -> PromptName? {
    name(example: "welcome").map { PromptName($0) }
  }

  /// One prompt or several.
  func prompts() -> [PromptName] {
    list.compactMap { $0.prompt() }
  }

  /// One key of a phone.
  func phoneKey() -> Character? {
    guard let text = text(example: "1") else { return nil }
    guard text.count == 1, let key = text.first, "0123456789*#".contains(key) else {
      report(.noPhoneKey(text))
      return nil
    }
    return key
  }

  func integer(from lowest: Int, to highest: Int) -> Int? {
    guard let text = text(example: "\(lowest)") else { return nil }
    guard let number = Int(text), (lowest...highest).contains(number) else {
      report(.outOfBounds(found: "\"\(text)\"", lowest: lowest, highest: highest))
      return nil
    }
    return number
  }

  /// `5s`, `1500ms` or `2m`.
  func duration() -> Duration? {
    let example = "5s, 1500ms or 2m"
    guard let text = text(example: example) else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number > 0, number < 1_000_000 else {
      report(.unexpected(found: "\"\(text)\"", example: example))
      return nil
    }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(number)
    case "s": return .seconds(number)
    case "m": return .seconds(number * 60)
    default:
      report(.unexpected(found: "\"\(text)\"", example: example))
      return nil
    }
  }

  /// A phone number that somebody could call from.
  func number() -> PhoneNumber? {
    guard let text = text(example: "13812345678") else { return nil }
    let number = PhoneNumber(text)
    guard let normalised = number.normalised,
      normalised.allSatisfy({ "+*#0123456789".contains($0) })
    else {
      report(.noNumber(text))
      return nil
    }
    return number
  }
}

/// What names may be made of.
enum Name {
  /// A name that Asterisk, its dialplan and its file system see: nothing in it means anything there.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("/") && !name.contains("..")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "#"):
          true
        default: false
        }
      }
  }

  /// A name that only we and people see: letters of every script.
  static func isReadable(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }
}

extension Target {
  /// The names in it that Asterisk sees.
  fileprivate var names: [String] {
    switch self {
    case .node, .hangup: []
    case .flow(let name, _), .queue(let name), .extension(let name), .message(let name),
      .survey(let name):
      [name]
    case .announce(let prompt): [prompt.name]
    }
  }
}
