/// What a number of a workbook is as text.
enum CellNumber {
  /// The number as it was meant: `13800000666.0` and `1.3800000666E10` are 13800000666.
  static func text(_ written: String) -> String {
    guard let value = Double(written), value.isFinite else { return written }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
    // Beyond that Excel itself knows no more digits.
    return written.utf8.allSatisfy { (48...57).contains($0) } ? written : "\(value)"
  }

  /// The date and time that a number of days is, as `2026-03-02 09:30`.
  static func date(_ written: String, beginsIn1904: Bool) -> String {
    guard let value = Double(written), (0..<2_958_466).contains(value) else { return text(written) }
    let seconds = Int((value * 86_400).rounded())
    var day = seconds / 86_400
    let time = clock(seconds % 86_400)
    // Only a time.
    if day == 0 { return time ?? "00:00" }
    // Days since 1970 of the day before the first; Excel has a 29 February 1900, which never was.
    if beginsIn1904 { day -= 24_107 } else { day -= day < 60 ? 25_568 : 25_569 }
    let date = civil(day: day)
    return time.map { "\(date) \($0)" } ?? date
  }

  /// `nil` at midnight.
  private static func clock(_ seconds: Int) -> String? {
    guard seconds > 0 else { return nil }
    let minutes = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60))"
    return seconds % 60 == 0 ? minutes : "\(minutes):\(two(seconds % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The date of a day since 1970.
  private static func civil(day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(two(month))-\(two(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1))"
  }
}
