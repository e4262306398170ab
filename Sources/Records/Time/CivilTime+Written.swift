extension CivilTime {
  /// A date and a time of day; `nil` when no calendar or clock shows them.
  public init?(
    year: Int,
    month: Int,
    day: Int,
    hour: Int = 0,
    minute: Int = 0,
    second: Int = 0
  ) {
    guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    self.init(seconds: ((days * 24 + hour) * 60 + minute) * 60 + second)
    // 31 April is 1 May, which is not what was written.
    guard self.day == day else { return nil }
  }
}
