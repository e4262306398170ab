/// A day that is not as its day of the week.
public struct CalendarDay: Equatable, Sendable {
  /// The date.
  public var date: CivilDate
  /// Its name, which answers "why": `spring-festival`.
  public var name: String
  /// What kind of a day it is.
  public var kind: Kind

  /// What a day can be.
  public enum Kind: Equatable, Sendable {
    /// Nobody is there, from midnight to midnight; calls may go to a place of the day's own.
    case holiday(Target?)
    /// Work goes on as on a day of the week; 0 is Monday.
    case working(as: Int)
  }

  /// Describes a day.
  public init(_ date: CivilDate, name: String, _ kind: Kind) {
    self.date = date
    self.name = name
    self.kind = kind
  }
}

/// A date as a calendar on the wall shows it.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since the beginning of 1970.
  public var days: Int

  /// The date so many days after the beginning of 1970.
  public init(days: Int) {
    self.days = days
  }

  /// A date; `nil` when no calendar has it.
  public init?(year: Int, month: Int, day: Int) {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    days = CivilTime.days(year: year, month: month, day: day)
    let found = CivilTime(seconds: days * 86_400)
    guard found.month == month, found.day == day else { return nil }
  }

  /// The date of a moment on a clock.
  public init(_ time: CivilTime) {
    days = CivilTime.days(year: time.year, month: time.month, day: time.day)
  }

  /// The day of the week: 0 is Monday.
  public var weekday: Int { CivilTime(seconds: days * 86_400).weekday }

  /// Whether the left one is earlier.
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.days < right.days }
}

extension CivilDate: LosslessStringConvertible {
  /// Reads `2026-02-17`; `nil` when it is no date.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3, parts[0].count == 4,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// The date as `2026-02-17`.
  public var description: String {
    String(CivilTime(seconds: days * 86_400).description.prefix { $0 != "T" })
  }
}

extension CalendarDay {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("name", name)
    switch kind {
    case .holiday(let target): flat.append("holiday", target?.description ?? "")
    case .working(let weekday): flat.append("working", weekday)
    }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ date: CivilDate, _ flat: FlatText) {
    guard let name = flat["name"] else { return nil }
    if let weekday = flat["working"].flatMap({ Int($0) }), (0..<7).contains(weekday) {
      self.init(date, name: name, .working(as: weekday))
    } else if let place = flat["holiday"] {
      self.init(date, name: name, .holiday(place.isEmpty ? nil : Target(place)))
    } else {
      return nil
    }
  }
}
