extension NumberPlan {
  /// The digits that a trunk in an area is sent for a number.
  ///
  /// A carrier wants the trunk prefix before a mobile number that is at home in another area, and
  /// refuses it before one of its own. A number that has its area in it is sent as it is, and so is
  /// one whose home nobody knows: a short code, an extension.
  ///
  /// - Parameters:
  ///   - number: The number, normalised.
  ///   - area: The code of the trunk's area, such as `021`, with its trunk prefix or without.
  ///   - region: Where the number is at home, as ``Store/region(of:)`` says.
  /// - Returns: The digits; for a number abroad with the international prefix.
  public func dialled(_ number: String, onTrunkIn area: String, at region: Region?) -> String {
    if number.utf8.first == UInt8(ascii: "+") {
      return internationalPrefix + number.dropFirst()
    }
    guard isMobile(number), let home = region?.area, !home.isEmpty,
      withoutTrunkPrefix(home) != withoutTrunkPrefix(area)
    else { return number }
    return trunkPrefix + number
  }

  /// An area's code as it is kept: with the trunk prefix.
  public func area(_ code: String) -> String {
    trunkPrefix + withoutTrunkPrefix(code)
  }

  /// Whether a code, with the trunk prefix or without, has as many digits as those of areas have.
  public func isArea(_ code: String) -> Bool {
    code.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && areaLengths.contains(withoutTrunkPrefix(code).utf8.count)
  }

  private func withoutTrunkPrefix(_ area: String) -> Substring {
    guard !trunkPrefix.isEmpty, area.hasPrefix(trunkPrefix),
      // Where an area may begin as the prefix does, its length tells.
      isZeroFirst || !areaLengths.contains(area.utf8.count)
    else { return area[...] }
    return area.dropFirst(trunkPrefix.utf8.count)
  }
}
