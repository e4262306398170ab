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
    guard hasNoArea(number), let home = region?.area, !home.isEmpty,
      withoutTrunkPrefix(home) != withoutTrunkPrefix(area)
    else { return number }
    return trunkPrefix + number
  }

  /// An area's code as it is kept: with the trunk prefix.
  public func area(_ code: String) -> String {
    trunkPrefix + withoutTrunkPrefix(code)
  }

  private func withoutTrunkPrefix(_ area: String) -> Substring {
    !trunkPrefix.isEmpty && area.hasPrefix(trunkPrefix)
      ? area.dropFirst(trunkPrefix.utf8.count) : area[...]
  }
}
