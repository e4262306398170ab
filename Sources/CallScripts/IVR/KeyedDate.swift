import Records

/// A date that was keyed in: four digits `MMDD` or eight digits `YYYYMMDD`.
struct KeyedDate {
  /// The date as a number that grows with it: 20260301.
  let day: Int

  /// Reads digits; `nil` when no calendar has that day.
  ///
  /// Four digits are the next such day, or the last one when only past days will do.
  init?(_ digits: String, today: CivilTime, _ when: Collect.When) {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits) else {
      return nil
    }
    switch digits.utf8.count {
    case 8:
      guard Self.isDay(number) else { return nil }
      day = number
    case 4:
      // 29 February may be years away.
      let years = when == .past ? Array((-8...0).reversed()) : Array(0...8)
      let days = years.map { (today.year + $0) * 10_000 + number }
      let found = days.first { day in
        Self.isDay(day) && (when == .past ? day <= today.dateNumber : day >= today.dateNumber)
      }
      guard let found else { return nil }
      day = found
    default:
      return nil
    }
  }

  private static func isDay(_ number: Int) -> Bool { civil(number) != nil }

  private static func civil(_ number: Int) -> CivilTime? {
    CivilTime(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// Midnight of that day.
  var midnight: CivilTime? { Self.civil(day) }
}

extension CivilTime {
  /// The date as a number that grows with it: 20260301.
  var dateNumber: Int { (year * 100 + month) * 100 + day }
}
