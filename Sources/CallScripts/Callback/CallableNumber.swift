import Records

/// A number that a caller may be called back on.
///
/// Whatever a caller keys in here is dialled later at the centre's expense, by a machine: so it is
/// none abroad, no short code and no emergency number.
struct CallableNumber: Equatable {
  /// The most digits that are asked for.
  static let longest = 12
  /// What has fewer digits is a short code.
  private static let shortest = 7

  /// The number in its one form.
  let normalised: String
  private let plan: NumberPlan

  /// The number that somebody calls from, abroad too; `nil` when it is withheld or cannot be called.
  init?(callerID: PhoneNumber, by plan: NumberPlan) {
    guard let number = callerID.normalised, PhoneNumber(written: number, plan: plan) != nil
    else { return nil }
    let digits = number.utf8.drop { $0 == UInt8(ascii: "+") }
    guard digits.count >= Self.shortest, Self.areDigits(digits) else { return nil }
    normalised = number
    self.plan = plan
  }

  /// The number that somebody keyed in.
  init?(keyed text: String, by plan: NumberPlan) {
    guard (Self.shortest...Self.longest).contains(text.utf8.count), Self.areDigits(text.utf8[...]),
      let number = PhoneNumber(written: text, plan: plan)?.normalised, !number.hasPrefix("+")
    else { return nil }
    normalised = number
    self.plan = plan
  }

  /// The digits as they are told to the caller.
  var spoken: String {
    normalised.hasPrefix("+")
      ? plan.internationalPrefix + normalised.dropFirst() : normalised
  }

  private static func areDigits(_ bytes: Substring.UTF8View) -> Bool {
    bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
