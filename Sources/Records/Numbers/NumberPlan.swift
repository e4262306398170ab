/// How the numbers of a country are written.
public struct NumberPlan: Equatable, Sendable {
  /// Dialled before a country's code.
  public var internationalPrefix: String
  /// The own country's code.
  public var countryCode: String
  /// Dialled before an area's code.
  public var trunkPrefix: String
  /// Which national numbers have no area and take no trunk prefix, as beginnings of a length.
  public var withoutArea: [(prefix: String, length: Int)]

  /// Mainland China: mobiles have eleven digits, areas begin with 0, 400 and 95 numbers stand alone.
  public static let china = NumberPlan(
    internationalPrefix: "00",
    countryCode: "86",
    trunkPrefix: "0",
    withoutArea: [("1", 11), ("400", 10), ("800", 10), ("95", 5), ("95", 6)]
  )

  /// Whether the plans say the same.
  public static func == (left: NumberPlan, right: NumberPlan) -> Bool {
    left.internationalPrefix == right.internationalPrefix && left.countryCode == right.countryCode
      && left.trunkPrefix == right.trunkPrefix
      && left.withoutArea.elementsEqual(right.withoutArea, by: ==)
  }

  /// The one form of a number: national as it is dialled at home, foreign with `+`.
  ///
  /// What is no number, such as a SIP user's name, stays as it is.
  func normalise(_ raw: String) -> String {
    var digits = ""
    for character in raw.unicodeScalars {
      switch character {
      case "0"..."9", "*", "#": digits.unicodeScalars.append(character)
      case "+" where digits.isEmpty: digits = "+"
      case " ", "-", ".", "(", ")", "/", "\u{A0}": continue
      default: return raw
      }
    }
    if digits.hasPrefix(internationalPrefix) {
      digits = "+" + digits.dropFirst(internationalPrefix.utf8.count)
    }
    if digits.hasPrefix("+" + countryCode) {
      return home(String(digits.dropFirst(1 + countryCode.utf8.count)))
    }
    if digits.hasPrefix(trunkPrefix) {
      let rest = String(digits.dropFirst(trunkPrefix.utf8.count))
      return hasNoArea(rest) ? rest : digits
    }
    return digits
  }

  private func home(_ national: String) -> String {
    hasNoArea(national) || national.hasPrefix(trunkPrefix) ? national : trunkPrefix + national
  }

  func hasNoArea(_ national: String) -> Bool {
    withoutArea.contains { national.utf8.count == $0.length && national.hasPrefix($0.prefix) }
  }
}
