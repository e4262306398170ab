import AGI
import Database
import Records

/// Variables of a call, which flows name without their prefix: `SWB_DATA_` and the name.
///
/// They are the channel's, so that they outlive a program, and the dialplan reads them.
extension Session {
  private static let prefix = "SWB_DATA_"

  /// What a value stands for; empty when there is none.
  func value(_ value: FlowValue) throws -> String {
    switch value {
    case .text(let text): text
    case .variable("caller"): try caller().normalised ?? ""
    case .variable("dialled"):
      call.environment.dialledNumber ?? call.environment.dialplanExtension
    case .variable("language"): language
    case .variable("now"): try Self.written(localTime(.now()))
    case .variable(let name): try variable(name)
    }
  }

  private func variable(_ name: String) throws(AGIError) -> String {
    if let known = data.first(where: { $0.name == name }) { return known.value }
    let value = try call.get(Self.prefix + name) ?? ""
    data.append((name, value))
    return value
  }

  /// Sets a variable.
  ///
  /// What could mean something to a dialplan or a terminal is left out.
  func set(_ name: String, to value: String, isSecret: Bool = false) throws(AGIError) {
    let value = Self.harmless(value)
    data.removeAll { $0.name == name }
    data.append((name, value))
    if isSecret {
      try call.set(Self.prefix + name, to: Secret(value))
    } else {
      try call.set(Self.prefix + name, to: value)
    }
  }

  /// The longest value that a dialplan is given.
  private static let longestValue = 200

  /// Letters, digits and blanks of every script, and signs that mean nothing to a dialplan, an
  /// application's arguments or a shell.
  static func harmless(_ text: String) -> String {
    var kept = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9", "a"..."z", "A"..."Z", " ", "-", "_", ".", ":", "+", "*", "#", "@", "/":
        kept.unicodeScalars.append(scalar)
      case _
      where scalar.value >= 0xA0 && scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil:
        kept.unicodeScalars.append(scalar)
      case _
      where (0x3000...0x303F).contains(scalar.value)
        || (0xFF00...0xFFEF).contains(scalar.value):
        kept.unicodeScalars.append(scalar)
      default: continue
      }
      if kept.utf8.count >= longestValue { break }
    }
    return kept
  }

  /// From now on the caller is spoken to in another language.
  func speak(_ language: String) throws(AGIError) {
    try call.set("CHANNEL(language)", to: language)
    self.language = language
  }

  /// Whether the caller has pressed a key that nobody has asked for.
  func hasPressed(_ key: Digit) throws(AGIError) -> Bool {
    try call.play([], cutBy: DigitSet(key)) != nil
  }
}

// MARK: - Time

extension Session {
  /// A moment on the centre's clocks.
  func localTime(_ moment: Timestamp) throws(DatabaseError) -> CivilTime {
    try zone().civilTime(at: moment)
  }

  /// The centre's time zone: that of its settings, else of its opening hours.
  func zone() throws(DatabaseError) -> Zone {
    let settings = try revision.settings()
    if let zone = settings.zone { return try Zone(named: zone) }
    return try Zone(named: revision.hours("always").zone)
  }

  /// A date and a time of day as variables hold them: `2026-03-01 08:30`.
  static func written(_ time: CivilTime) -> String {
    var text = time.description
    text.removeLast(3)
    return text.replacingT()
  }
}

extension String {
  fileprivate func replacingT() -> String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "T") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}
