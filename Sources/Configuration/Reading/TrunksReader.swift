import Records

/// Reads `trunks.yaml`: the ways to the outside.
struct TrunksReader {
  var trunks: [TrunkSettings] = []
  static let keys: Section.Keys = [
    ("address", "192.0.2.1"), ("numbers", "[02188886666]"), ("area", "\"021\""),
    ("limit", "30"), ("for", "[emergency]"), ("dial", "[{match: 9NXXXXXXX, strip: 1}]"),
  ]
  static let ruleKeys: Section.Keys = [
    ("match", "9NXXXXXXX"), ("strip", "1"), ("prefix", "\"0\""), ("number", "02188886666"),
  ]

  private var patterns: Set<String> = []
  private var uses: Set<TrunkSettings.Use> = []

  init(_ root: Section) {
    for (key, value) in root.items {
      guard let name = key.sectionName(example: "carrier", isEndpoint: true),
        let section = value.section(example: "{numbers: [02188886666]}")
      else { continue }
      readTrunk(name, section)
    }
  }

  private mutating func readTrunk(_ name: String, _ section: Section) {
    section.allow(Self.keys)
    var trunk = TrunkSettings(name: name)
    trunk.address = section["address"]?
      .address(example: "192.0.2.1, or sip.carrier.example:5060")
    trunk.numbers = (section["numbers"]?.list ?? []).compactMap { $0.number()?.normalised }
    trunk.area = section["area"]?.area()
    trunk.limit = section["limit"]?.integer(from: 1, to: 10_000)
    for item in section["for"]?.list ?? [] {
      guard let text = item.text(example: "emergency") else { continue }
      guard let use = TrunkSettings.Use(rawValue: text) else {
        item.report(.unknownUse(text))
        continue
      }
      guard uses.insert(use).inserted else {
        item.report(.repeatedUse(text))
        continue
      }
      trunk.uses.append(use)
    }
    for item in section["dial"]?.list ?? [] {
      guard let rule = item.section(example: "{match: 9NXXXXXXX, strip: 1}") else { continue }
      rule.allow(Self.ruleKeys)
      if let read = readRule(rule, of: trunk) { trunk.rules.append(read) }
    }
    trunks.append(trunk)
  }

  private mutating func readRule(
    _ section: Section,
    of trunk: TrunkSettings
  ) -> TrunkSettings.DialRule? {
    guard let item = section.needed("match", example: "match: 9NXXXXXXX"),
      let pattern = item.text(example: "9NXXXXXXX")
    else { return nil }
    guard let length = DialPattern.length(of: pattern) else {
      item.report(.noPattern(pattern))
      return nil
    }
    guard patterns.insert(pattern).inserted else {
      item.report(.repeatedKey(pattern))
      return nil
    }
    var rule = TrunkSettings.DialRule(pattern: pattern)
    if section.has("strip") {
      // Something must be left to dial.
      rule.strip = section["strip"]?.integer(from: 0, to: length - 1) ?? 0
    }
    if let item = section["prefix"], let text = item.text(example: "\"0\"") {
      if text.utf8.count <= 16, text.utf8.allSatisfy(DialPattern.isDialled) {
        rule.prefix = text
      } else {
        item.report(.unexpected(found: "\"\(text)\"", example: "\"0\""))
      }
    }
    if let item = section["number"], let number = item.number()?.normalised {
      rule.number = number
      if !trunk.numbers.contains(number) {
        item.report(.unassignedNumber(number, trunk: trunk.name, assigned: trunk.numbers))
      }
    }
    return rule
  }
}

/// What an Asterisk pattern may say here: digits, `X`, `Z`, `N`, sets, and `.` or `!` at the end.
enum DialPattern {
  /// How many digits it takes at least; `nil` when it is no pattern, or would take everything.
  static func length(of pattern: String) -> Int? {
    var length = 0
    var digits = 0
    var rest = pattern.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "*"):
        digits += 1
      case UInt8(ascii: "X"), UInt8(ascii: "Z"), UInt8(ascii: "N"): break
      case UInt8(ascii: "["):
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")), isSet(rest[..<end]) else {
          return nil
        }
        rest = rest[rest.index(after: end)...]
      case UInt8(ascii: "."), UInt8(ascii: "!"):
        // A premium number abroad must not be had by a pattern that is nothing but "anything".
        guard rest.isEmpty, digits > 0 else { return nil }
        return byte == UInt8(ascii: ".") ? length + 1 : length
      default: return nil
      }
      length += 1
    }
    return (2...24).contains(length) ? length : nil
  }

  private static func isSet(_ bytes: Substring.UTF8View) -> Bool {
    !bytes.isEmpty && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
      && bytes.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  static func isDialled(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "+")
  }
}

extension Item {
  /// A name that becomes a section of Asterisk's files, beside those that are there.
  func sectionName(example: String, isEndpoint: Bool = false) -> String? {
    guard let name = name(example: example) else { return nil }
    let isPhone =
      isEndpoint && (3...5).contains(name.utf8.count)
      && name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    // Asterisk heeds no capital letters there.
    let plain = name.lowercased()
    guard !["general", "global", "globals", "system"].contains(plain),
      !plain.hasPrefix("switchboard-"), !isPhone
    else {
      report(.reservedName(name))
      return nil
    }
    return name
  }

  /// The code of an area, as it is kept.
  func area() -> String? {
    guard let text = text(example: "\"021\"") else { return nil }
    guard findings.plan.isArea(text) else {
      report(.noArea(text, lengths: findings.plan.areaLengths))
      return nil
    }
    return findings.plan.area(text)
  }

  /// A host's name or address, perhaps with a port.
  func address(example: String) -> String? {
    guard let text = text(example: example) else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isHost = { (host: Substring) in
      !host.isEmpty && host.utf8.count <= 253 && host.first != "." && host.first != "-"
        && host.unicodeScalars.allSatisfy { $0 == "." || Name.isWord(String($0)) }
    }
    guard let host = parts.first, isHost(host), parts.count <= 2,
      parts.count == 1 || (1...65_535).contains(Int(parts[1]) ?? 0)
    else {
      report(.unexpected(found: "\"\(text)\"", example: example))
      return nil
    }
    return text
  }
}
