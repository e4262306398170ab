/// A number as it came and as it is compared.
public struct PhoneNumber: Equatable, Sendable {
  /// The number as the network or a person gave it.
  public let raw: String

  /// The one form in which a number is compared; `nil` when the caller withheld it.
  public let normalised: String?

  /// Reads a number by the rules of `plan`: in a call its revision's, in a command the live one's.
  public init(_ raw: String, plan: NumberPlan = .china) {
    self.raw = raw
    normalised = Self.isWithheld(raw) ? nil : plan.normalise(raw)
  }

  /// A number that was normalised before, as the store keeps it.
  public init(raw: String, normalised: String?) {
    self.raw = raw
    self.normalised = normalised
  }

  /// The number with its middle hidden, for logs.
  public var masked: String {
    guard let normalised else { return "withheld" }
    let length = normalised.unicodeScalars.count
    guard length > 4 else { return String(repeating: "*", count: length) }
    let shown = length >= 10 ? (first: 3, last: 4) : (first: 1, last: 2)
    return String(normalised.unicodeScalars.prefix(shown.first).map(Character.init))
      + String(repeating: "*", count: length - shown.first - shown.last)
      + String(normalised.unicodeScalars.suffix(shown.last).map(Character.init))
  }

  /// What Asterisk and carriers write where there is no number is all one: withheld.
  private static func isWithheld(_ raw: String) -> Bool {
    switch raw.lowercased() {
    case "", "unknown", "<unknown>", "anonymous", "restricted", "withheld": true
    default: false
    }
  }
}
