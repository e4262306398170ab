/// How a zone goes on after its last recorded change: the POSIX form, such as `CST-8` or
/// `EST5EDT,M3.2.0,M11.1.0`.
struct ZoneRule {
  private var standard: Int
  private var summer: Summer?

  private struct Summer {
    var offset: Int
    var begins: Change
    var ends: Change
  }

  /// A day of the year and a time of that day.
  fileprivate struct Change {
    enum Day {
      /// From 1 to 365; the 29th of February is never counted.
      case julian(Int)
      /// From 0 to 365.
      case ofYear(Int)
      /// The n-th weekday (0 is Sunday) of a month; the fifth is the last.
      case weekday(month: Int, week: Int, day: Int)
    }

    var day: Day
    var time: Int
  }

  init?(_ text: some Sequence<UInt8>) {
    var reader = Reader(text)
    guard reader.skipName(), let west = reader.time() else { return nil }
    standard = -west
    guard !reader.atEnd else { return }
    guard reader.skipName() else { return nil }
    var offset = standard + 3_600
    if !reader.atEnd, reader.next != UInt8(ascii: ",") {
      guard let west = reader.time() else { return nil }
      offset = -west
    }
    guard let begins = reader.change(), let ends = reader.change(), reader.atEnd else { return nil }
    summer = Summer(offset: offset, begins: begins, ends: ends)
  }

  func offset(at seconds: Int) -> Int {
    guard let summer else { return standard }
    let year = CivilTime(seconds: seconds + standard).year
    let begins = summer.begins.seconds(in: year) - standard
    let ends = summer.ends.seconds(in: year) - summer.offset
    let isSummer =
      begins < ends
      ? (begins..<ends).contains(seconds)
      : !(ends..<begins).contains(seconds)
    return isSummer ? summer.offset : standard
  }
}

extension ZoneRule.Change {
  /// When it happens in a year, on the clock that goes until then.
  func seconds(in year: Int) -> Int {
    days(in: year) * 86_400 + time
  }

  private func days(in year: Int) -> Int {
    let newYear = CivilTime.days(year: year, month: 1, day: 1)
    switch day {
    case .ofYear(let day):
      return newYear + day
    case .julian(let day):
      let isLeap = CivilTime.days(year: year + 1, month: 1, day: 1) - newYear == 366
      return newYear + day - (isLeap && day >= 60 ? 0 : 1)
    case .weekday(let month, let week, let weekday):
      let first = CivilTime.days(year: year, month: month, day: 1)
      let next =
        month == 12
        ? CivilTime.days(year: year + 1, month: 1, day: 1)
        : CivilTime.days(year: year, month: month + 1, day: 1)
      // 1970 began on a Thursday, the fourth day after Sunday.
      let firstWeekday = floorDivide(first + 4, 7).remainder
      let day = first + floorDivide(weekday - firstWeekday, 7).remainder + (week - 1) * 7
      return day < next ? day : day - 7
    }
  }
}

extension ZoneRule {
  private struct Reader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some Sequence<UInt8>) {
      rest = ArraySlice(text)
    }

    var atEnd: Bool { rest.isEmpty }
    var next: UInt8? { rest.first }

    /// Skips an abbreviation: letters, or anything in angle brackets.
    mutating func skipName() -> Bool {
      if take("<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      let letters = rest.prefix { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
      rest = rest[letters.endIndex...]
      return letters.count >= 3
    }

    /// Reads `[+-]hours[:minutes[:seconds]]`.
    mutating func time() -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard let hours = number() else { return nil }
      var seconds = hours * 3_600
      if take(":") {
        guard let minutes = number() else { return nil }
        seconds += minutes * 60
      }
      if take(":") {
        guard let more = number() else { return nil }
        seconds += more
      }
      return isNegative ? -seconds : seconds
    }

    /// Reads `,day[/time]`.
    mutating func change() -> Change? {
      guard take(","), let day = day() else { return nil }
      guard take("/") else { return Change(day: day, time: 7_200) }
      guard let time = time() else { return nil }
      return Change(day: day, time: time)
    }

    private mutating func day() -> Change.Day? {
      if take("J") {
        guard let day = number(), (1...365).contains(day) else { return nil }
        return .julian(day)
      }
      guard take("M") else {
        guard let day = number(), (0...365).contains(day) else { return nil }
        return .ofYear(day)
      }
      guard let month = number(), (1...12).contains(month), take("."),
        let week = number(), (1...5).contains(week), take("."),
        let day = number(), (0...6).contains(day)
      else { return nil }
      return .weekday(month: month, week: week, day: day)
    }

    private mutating func number() -> Int? {
      var number: Int?
      while let digit = rest.first, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") {
        number = (number ?? 0) * 10 + Int(digit - UInt8(ascii: "0"))
        guard number ?? 0 < 100_000 else { return nil }
        rest = rest.dropFirst()
      }
      return number
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }
  }
}
