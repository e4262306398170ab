import Records

/// A place where a call goes, with where it was written, so that it can be checked against the rest.
struct WrittenTarget {
  var target: Target
  var item: Item
}

extension Item {
  /// Where a call goes.
  func target() -> WrittenTarget? {
    if let prompt = announcement() { return WrittenTarget(target: .announce(prompt), item: self) }
    guard let text = text(example: "queue sales") else { return nil }
    guard let target = Target(text) else {
      report(.noTarget(text))
      return nil
    }
    guard isSafe(target) else { return nil }
    if case .announce(let prompt) = target { findings.prompts.use(prompt, at: self) }
    return WrittenTarget(target: target, item: self)
  }

  /// Reports names that the dialplan would not let through as they are.
  private func isSafe(_ target: Target) -> Bool {
    switch target {
    case .hangup: return true
    case .node(let node): return isSafe(node, Name.isReadable)
    case .flow(let flow, let node):
      return isSafe(flow, Name.isWord) && (node.map { isSafe($0, Name.isReadable) } ?? true)
    case .queue(let name), .survey(let name), .message(let name), .callback(let name):
      return isSafe(name, Name.isWord)
    case .context(let context, let place):
      return isSafe(context, Name.isWord) && (place.map { isSafe($0, Name.isWord) } ?? true)
    case .forward(let number):
      guard PhoneNumber(written: number, plan: findings.plan) == nil else { return true }
      report(.noNumber(number))
      return false
    case .announce(let prompt): return isSafe(prompt.name, Name.isPath)
    case .extension(let number):
      guard !number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return true }
      report(.unexpected(found: "\"\(number)\"", example: "extension 1001"))
      return false
    }
  }

  func isSafe(_ name: String, _ isName: (String) -> Bool) -> Bool {
    if isName(name) { return true }
    report(.badName(name))
    return false
  }

  /// A name that Asterisk sees too.
  func name(example: String) -> String? {
    guard let text = text(example: example), isSafe(text, Name.isWord) else { return nil }
    return text
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

  /// `5s`, `1500ms`, `1m` or `1h`, and by default not longer than a caller bears silence.
  func duration(upTo longest: Duration = .seconds(60)) -> Duration? {
    let longest = Int(longest.components.seconds)
    let example = "5s, 1500ms or 1m"
    guard let text = text(example: example) else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = ["ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000]
    guard let unit = units[String(text.dropFirst(digits.count))],
      digits.contains(where: { $0 != "0" })
    else {
      report(.unexpected(found: "\"\(text)\"", example: example))
      return nil
    }
    guard let number = Int(digits), number <= longest * 1_000 / unit else {
      report(.tooLong(text, longest: "\(longest)s"))
      return nil
    }
    return .milliseconds(number * unit)
  }

  /// One phone number that somebody could call from.
  func number() -> PhoneNumber? {
    guard let text = text(example: "13812345678") else { return nil }
    guard let number = PhoneNumber(written: text, plan: findings.plan) else {
      report(.noNumber(text.count > 40 ? text.prefix(40) + "..." : text))
      return nil
    }
    return number
  }
}

/// What names may be made of: nothing that means anything to Asterisk, its dialplan or a shell.
///
/// The dialplan filters by the same characters, so that a name never arrives changed.
enum Name {
  /// The name of a queue, a flow, a survey or a mailbox.
  static func isWord(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { isWordByte($0) }
  }

  /// The name of a prompt: words with slashes between them.
  static func isPath(_ name: String) -> Bool {
    let words = name.split(separator: "/", omittingEmptySubsequences: false)
    return words.allSatisfy { isWord(String($0)) }
  }

  /// The name of a node or a question, in letters of every script.
  ///
  /// By scalars, not characters: a blank that shares a character with a letter is still a blank.
  static func isReadable(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !isMark(first) else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil || isMark(scalar)
    }
  }

  /// What belongs to the letter before it: an accent, a vowel, how it is joined to the next.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: scalar.properties.isJoinControl
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
