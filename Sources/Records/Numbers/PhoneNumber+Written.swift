extension PhoneNumber {
  /// Reads one number that a person wrote down; `nil` when it is none that could call, or several.
  ///
  /// What the network says is taken as it comes. What people write is not: two numbers with a blank
  /// between them, and `13800000666.0` out of a spreadsheet, would become another number in silence.
  public init?(written text: String, plan: NumberPlan = .china) {
    self.init(text, plan: plan)
    guard let normalised, Self.isOne(text) else { return nil }
    let isForeign = normalised.utf8.first == UInt8(ascii: "+")
    let digits = normalised.utf8.dropFirst(isForeign ? 1 : 0)
    // A star code begins with its star.
    let plain = digits.drop { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "#") }
    guard plain.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      // 15 is the longest that there is (E.164); abroad nobody has less than seven.
      (isForeign ? 7...15 : 2...15).contains(plain.count),
      !(isForeign && (plain.first == UInt8(ascii: "0") || plain.count < digits.count)),
      plain.contains(where: { $0 != UInt8(ascii: "0") })
    else { return nil }
  }

  /// Whether the blanks and dots of a text divide one number, and not two.
  private static func isOne(_ text: String) -> Bool {
    let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\u{A0}" }
    let groups = text.unicodeScalars.split(whereSeparator: isBlank)
    let before = groups.dropLast()
    // Before a whole number there is at most a prefix; a short code has no blanks.
    guard before.allSatisfy({ $0.count < 9 }),
      groups.count < 2 || groups.reduce(0, { $0 + $1.count }) > 6
    else { return false }
    if let last = groups.last, last.count >= 9, let first = before.first,
      first.first != "+", first.first != "0", first.first != "("
    {
      return false
    }
    let dotted = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    return dotted.dropFirst().allSatisfy { $0.count > 2 }
  }
}
