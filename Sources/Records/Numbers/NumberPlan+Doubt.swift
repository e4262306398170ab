extension NumberPlan {
  /// Why nobody calls from a number that a person wrote, though it has the digits of one.
  public enum Doubt: Equatable, Sendable {
    /// A prefix is missing, such as the 0 that spreadsheets take away; the number with it.
    case cut(meant: String)
    /// Too few digits for an extension or a short code.
    case short
    /// A number of some area, without its code: calls come with it.
    case local
  }

  /// What is doubtful about a number, in its one form; `nil` when nothing is.
  ///
  /// Three to six digits may be an extension of the house or somebody's short code. What the plan
  /// names as mobile or short is good, however it looks.
  public func doubt(of number: String) -> Doubt? {
    guard number.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let count = number.utf8.count
    if count < 3 { return .short }
    guard count > 6, !hasNoArea(number) else { return nil }
    if number.hasPrefix(countryCode), hasNoArea(String(number.dropFirst(countryCode.utf8.count))) {
      return .cut(meant: "+" + number)
    }
    // Where areas have no prefix, a number with one looks as any other.
    guard let longest = areaLengths.max(), !trunkPrefix.isEmpty, !number.hasPrefix(trunkPrefix)
    else { return nil }
    if count <= Self.longestSubscriber { return .local }
    return .cut(meant: (count > longest + Self.longestSubscriber ? "+" : trunkPrefix) + number)
  }

  /// How many digits a number has at most, beside its area's.
  private static let longestSubscriber = 8

  /// Police, fire brigade, ambulance, traffic accidents, and the number that works everywhere: as the
  /// dialplan's `switchboard-emergency` knows them.
  public static let emergencies: Set<String> = ["110", "112", "119", "120", "122"]
}
