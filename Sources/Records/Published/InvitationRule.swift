/// Which callers are invited to a survey.
public struct InvitationRule: Equatable, Sendable {
  /// How many of a hundred calls.
  public var share: Int
  /// For how many days after an invitation the same number is left alone; 0 for none.
  public var restDays: Int

  /// Describes who is invited.
  public init(share: Int = 100, restDays: Int = 0) {
    self.share = share
    self.restDays = restDays
  }

  /// Everybody is invited, after every call.
  public static let always = InvitationRule()

  /// Whether a call is of the share.
  ///
  /// A call's ids decide, so a call that comes here again is judged alike, and a test knows.
  public func isInShare(_ call: CallKey, survey: String) -> Bool {
    share >= 100 || Self.lot(of: call, survey: survey) < share
  }

  /// A call's number in the draw, 0 to 99.
  static func lot(of call: CallKey, survey: String) -> Int {
    // FNV-1a with MurmurHash3's last steps: uniqueids differ in their last digits alone.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in [call.node, call.uniqueid, survey] {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return Int((hash ^ (hash >> 33)) % 100)
  }
}

extension InvitationRule {
  /// Adds the lines in which it is published.
  func append(to flat: inout FlatText) {
    if share < 100 { flat.append("share", share) }
    if restDays > 0 { flat.append("rest", restDays) }
  }

  /// Reads these lines.
  init(_ flat: FlatText) {
    self.init(
      share: flat["share"].flatMap(Int.init) ?? 100,
      restDays: flat["rest"].flatMap(Int.init) ?? 0
    )
  }
}
