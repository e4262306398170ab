extension PublishedConfiguration {
  /// Whether the centre itself may dial a number, at its own expense: one that phones may dial too.
  ///
  /// Where no trunk says what phones may dial, that is a whole number of the own country: none abroad, no
  /// short code and no emergency number.
  public func mayDial(_ number: String) -> Bool {
    let rules = trunks.flatMap(\.rules)
    guard rules.isEmpty else { return rules.contains { $0.sends(number) } }
    let number = PhoneNumber(written: number, plan: numbers)?.normalised
    guard let written = number else { return false }
    return !written.hasPrefix("+") && written.utf8.count >= 7
  }
}

extension TrunkSettings.DialRule {
  /// Whether the carrier is sent a number when a phone dials something by this rule.
  public func sends(_ number: String) -> Bool {
    guard number.utf8.starts(with: prefix.utf8) else { return false }
    var places = Self.places(of: pattern)[...].dropFirst(strip)
    for byte in number.utf8.dropFirst(prefix.utf8.count) {
      guard let place = places.first else { return false }
      switch place {
      case .rest: return true
      case .one(let bytes):
        guard bytes.contains(byte) else { return false }
        places.removeFirst()
      }
    }
    return places.isEmpty || places.first == .rest(isNeeded: false)
  }

  /// One place of a pattern.
  private enum Place: Equatable {
    case one(Set<UInt8>)
    /// Whatever follows; `!` needs nothing to follow.
    case rest(isNeeded: Bool)
  }

  private static func places(of pattern: String) -> [Place] {
    var places: [Place] = []
    var rest = pattern.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "X"): places.append(.one(digits("0", "9")))
      case UInt8(ascii: "Z"): places.append(.one(digits("1", "9")))
      case UInt8(ascii: "N"): places.append(.one(digits("2", "9")))
      case UInt8(ascii: "."): places.append(.rest(isNeeded: true))
      case UInt8(ascii: "!"): places.append(.rest(isNeeded: false))
      case UInt8(ascii: "["):
        let set = rest.prefix { $0 != UInt8(ascii: "]") }
        rest = rest.dropFirst(set.count + 1)
        places.append(.one(members(of: Array(set))))
      default: places.append(.one([byte]))
      }
    }
    return places
  }

  private static func digits(_ first: Unicode.Scalar, _ last: Unicode.Scalar) -> Set<UInt8> {
    Set(UInt8(ascii: first)...UInt8(ascii: last))
  }

  /// `13-57`: single digits, and from one to another.
  private static func members(of set: [UInt8]) -> Set<UInt8> {
    var members: Set<UInt8> = []
    var place = 0
    while place < set.count {
      if place + 2 < set.count, set[place + 1] == UInt8(ascii: "-"), set[place] <= set[place + 2] {
        members.formUnion(set[place]...set[place + 2])
        place += 3
      } else {
        members.insert(set[place])
        place += 1
      }
    }
    return members
  }
}
