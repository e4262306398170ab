import Records
import Yams

/// Reads `calendar.yaml`: opening hours, holidays, and weekends that are worked.
struct CalendarReader {
  private(set) var hours: [OpeningHours] = []
  private(set) var days: [CalendarDay] = []
  private(set) var zone: String?
  /// All places named, to be checked against the other files.
  private(set) var targets: [WrittenTarget] = []
  /// What rules may name, hours that cannot be read among them.
  private(set) var hoursNames: [String] = []
  /// Whether a day sends its callers somewhere.
  var hasHolidayTargets: Bool { !targets.isEmpty }

  /// The longest span of days.
  private static let longest = 366

  /// A centre without the file: open always.
  init(zone: String? = nil) {
    self.zone = zone
    addBuiltIn()
  }

  /// - Parameters:
  ///   - root: The file.
  ///   - zone: The zone that holds where the file names none.
  init(_ root: Section, zone: String? = nil) {
    root.allow([
      ("zone", "Asia/Shanghai"), ("hours", "{office: {everyday: 09:00-18:00}}"),
      ("holidays", "{national-day: 2026-10-01 - 2026-10-07}"), ("working", "[2026-10-10]"),
    ])
    self.zone = root["zone"].flatMap { HoursReader.zone($0) } ?? zone
    if self.zone == nil, !root.has("zone"),
      ["hours", "holidays", "working"].contains(where: { root.has($0) })
    {
      root.report(.missingKey("zone", example: "zone: Asia/Shanghai"))
    }
    readHours(root["hours"])
    addBuiltIn()
    readHolidays(root["holidays"])
    readWorking(root["working"])
    days.sort { $0.date < $1.date }
  }

  private mutating func addBuiltIn() {
    let zone = zone ?? "UTC"
    let builtIn = HoursReader.builtIn(zone: zone).filter { !hoursNames.contains($0.name) }
    hoursNames += builtIn.map(\.name)
    hours += builtIn
  }

  private mutating func readHours(_ item: Item?) {
    guard let section = item?.section(example: "office: {everyday: 09:00-18:00}") else { return }
    for (key, value) in section.items {
      guard let name = key.name(example: "office") else { continue }
      // Hours that cannot be read are still there: what names them is not wrong too.
      hoursNames.append(name)
      if let read = HoursReader().read(name, value, zone: zone ?? "UTC") { hours.append(read) }
    }
  }

  // MARK: - Days

  private mutating func readHolidays(_ item: Item?) {
    guard let section = item?.section(example: "national-day: 2026-10-01 - 2026-10-07") else {
      return
    }
    for (key, value) in section.items {
      guard let name = key.readableName() else { continue }
      guard !value.isEmpty else {
        key.report(.emptyKey(name, example: "\(name): 2026-10-01 - 2026-10-07"))
        continue
      }
      var written = value
      var target: WrittenTarget?
      if value.node.mapping != nil, let holiday = value.section(example: "days: 2026-10-01") {
        holiday.allow([("days", "2026-10-01 - 2026-10-07"), ("to", "announce closed")])
        target = holiday["to"]?.target()
        if let target { targets.append(target) }
        guard let days = holiday.needed("days", example: "days: 2026-10-01") else { continue }
        written = days
      }
      for item in written.list {
        for date in dates(item) {
          add(CalendarDay(date, name: name, .holiday(target?.target)), item)
        }
      }
    }
  }

  private mutating func readWorking(_ item: Item?) {
    guard let item else { return }
    guard item.node.mapping != nil else {
      for item in item.list {
        for date in dates(item) { addWorking(date, as: 0, item) }
      }
      return
    }
    guard let section = item.section(example: "2026-10-10: friday") else { return }
    for (key, value) in section.items {
      guard let day = value.text(example: "friday") else { continue }
      guard let weekday = HoursReader.days.firstIndex(of: day.lowercased()) else {
        value.report(.noDay(day))
        continue
      }
      for date in dates(key) { addWorking(date, as: weekday, key) }
    }
  }

  private mutating func addWorking(_ date: CivilDate, as weekday: Int, _ item: Item) {
    guard date.weekday > 4 else { return item.report(.workdayAnyway(date.description)) }
    add(CalendarDay(date, name: "working", .working(as: weekday)), item)
  }

  private mutating func add(_ day: CalendarDay, _ item: Item) {
    if let other = days.first(where: { $0.date == day.date }) {
      return item.report(.repeatedDay(day.date.description, other.name))
    }
    days.append(day)
  }

  /// The dates of `2026-10-01`, or of `2026-10-01 - 2026-10-07`.
  private func dates(_ item: Item) -> [CivilDate] {
    guard let text = item.text(example: "2026-10-01") else { return [] }
    var ends: [CivilDate] = []
    for part in text.split(separator: " - ", omittingEmptySubsequences: false) {
      guard let date = CivilDate(part.trimmed) else {
        item.report(.noDate(part.trimmed))
        return []
      }
      ends.append(date)
    }
    guard let first = ends.first, let last = ends.last, ends.count <= 2, first <= last,
      last.days - first.days < Self.longest
    else {
      item.report(.noDates(text))
      return []
    }
    return (first.days...last.days).map { CivilDate(days: $0) }
  }
}

extension Item {
  /// A name in letters of every script, for people alone.
  func readableName() -> String? {
    guard let text = text(example: "national-day") else { return nil }
    guard Name.isReadable(text) else {
      report(.badName(text))
      return nil
    }
    return text
  }
}
