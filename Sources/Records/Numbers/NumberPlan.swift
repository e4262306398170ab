/// How the numbers of a country are written and dialled.
public struct NumberPlan: Equatable, Sendable {
  /// Dialled before a country's code.
  public var internationalPrefix: String
  /// The own country's code.
  public var countryCode: String
  /// Dialled before an area's code; empty where there is none.
  public var trunkPrefix: String
  /// How many digits the codes of areas have, without the trunk prefix.
  public var areaLengths: [Int]
  /// The mobile numbers: they have no area, and the trunk prefix before them only from another one.
  public var mobiles: [NumberShape]
  /// Other numbers without an area, such as services: no trunk prefix is ever before them.
  public var services: [NumberShape]

  /// Describes a plan.
  public init(
    internationalPrefix: String,
    countryCode: String,
    trunkPrefix: String,
    areaLengths: [Int] = [],
    mobiles: [NumberShape] = [],
    services: [NumberShape] = []
  ) {
    self.internationalPrefix = internationalPrefix
    self.countryCode = countryCode
    self.trunkPrefix = trunkPrefix
    self.areaLengths = areaLengths
    self.mobiles = mobiles
    self.services = services
  }

  /// Mainland China, which is meant where nothing is said: mobiles have eleven digits, areas begin
  /// with 0, 400 and 95 numbers stand alone.
  public static let china = NumberPlan(
    internationalPrefix: "00",
    countryCode: "86",
    trunkPrefix: "0",
    areaLengths: [2, 3],
    mobiles: [NumberShape(beginning: "1", length: 11)],
    services: [
      NumberShape(beginning: "400", length: 10), NumberShape(beginning: "800", length: 10),
      NumberShape(beginning: "95", length: 5), NumberShape(beginning: "95", length: 6),
    ]
  )

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

  /// A number that had the country's code, and perhaps the trunk prefix after it: `+86 (0)21...`.
  private func home(_ national: String) -> String {
    hasNoArea(national) || isZeroFirst && national.hasPrefix(trunkPrefix)
      ? national : trunkPrefix + national
  }

  /// Whether no number and no area begins as the trunk prefix does.
  var isZeroFirst: Bool { trunkPrefix.utf8.first == UInt8(ascii: "0") }

  func hasNoArea(_ national: String) -> Bool {
    isMobile(national) || services.contains { $0.holds(national) }
  }

  func isMobile(_ national: String) -> Bool {
    mobiles.contains { $0.holds(national) }
  }
}

/// Numbers of one length that begin alike, written as `1XXXXXXXXXX`: each X is any digit.
public struct NumberShape: Hashable, Sendable {
  /// How they begin; empty is anyhow.
  public var beginning: String
  /// How many digits they have.
  public var length: Int

  /// Describes numbers.
  public init(beginning: String, length: Int) {
    self.beginning = beginning
    self.length = length
  }

  /// Reads digits and an X for each digit more, three to 15 in all; `nil` for anything else.
  public init?(_ text: String) {
    let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (3...15).contains(text.utf8.count),
      text.utf8.dropFirst(digits.count).allSatisfy({ $0 == UInt8(ascii: "X") })
    else { return nil }
    self.init(beginning: String(text.prefix(digits.count)), length: text.utf8.count)
  }

  /// The text that it is written as.
  public var text: String {
    beginning + String(repeating: "X", count: max(0, length - beginning.utf8.count))
  }

  func holds(_ number: String) -> Bool {
    number.utf8.count == length && number.hasPrefix(beginning)
  }
}

extension NumberPlan {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("international", internationalPrefix)
    flat.append("country", countryCode)
    flat.append("trunk", trunkPrefix)
    for length in areaLengths { flat.append("area", String(length)) }
    for shape in mobiles { flat.append("mobile", shape.text) }
    for shape in services { flat.append("short", shape.text) }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let international = flat["international"], let country = flat["country"],
      let trunk = flat["trunk"]
    else { return nil }
    self.init(
      internationalPrefix: international,
      countryCode: country,
      trunkPrefix: trunk,
      areaLengths: flat.all("area").compactMap { Int($0) },
      mobiles: flat.all("mobile").compactMap { NumberShape($0) },
      services: flat.all("short").compactMap { NumberShape($0) }
    )
  }
}
