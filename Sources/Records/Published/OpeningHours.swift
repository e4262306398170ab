public import Database

/// When somebody is there: spans of a week, on the clocks of one zone.
public struct OpeningHours: Equatable, Sendable {
  /// Its name, as rules call it.
  public var name: String
  /// The zone whose clocks are meant.
  public var zone: String
  /// Minutes of the week, counted from Monday's beginning.
  public var spans: [Range<Int>]

  /// How many minutes a week has.
  public static let week = 7 * 24 * 60

  /// Describes opening hours.
  public init(name: String, zone: String, spans: [Range<Int>]) {
    self.name = name
    self.zone = zone
    self.spans = spans
  }

  /// Whether it is open all the time, holidays too.
  public var isAlways: Bool { spans == [0..<Self.week] }

  /// Whether it is open at a moment.
  ///
  /// - Parameters:
  ///   - moment: The moment.
  ///   - day: What the calendar says of a date, if it says anything.
  /// - Returns: Whether it is.
  /// - Throws: ``DatabaseError`` with code `zone` when this system does not know the zone.
  public func isOpen(
    at moment: Timestamp,
    _ day: (CivilDate) throws(DatabaseError) -> CalendarDay? = { _ in nil }
  ) throws(DatabaseError) -> Bool {
    guard !isAlways else { return true }
    guard !spans.isEmpty else { return false }
    var time = try Zone(named: zone).civilTime(at: moment)
    switch try day(CivilDate(time))?.kind {
    case .holiday: return false
    case .working(let weekday): time.weekday = weekday
    case nil: break
    }
    let minute = time.minuteOfWeek
    return spans.contains { $0.contains(minute) }
  }
}

extension OpeningHours {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("zone", zone)
    for span in spans {
      flat.append("span", "\(span.lowerBound) \(span.upperBound)")
    }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(name: String, _ flat: FlatText) {
    guard let zone = flat["zone"] else { return nil }
    self.init(name: name, zone: zone, spans: [])
    for line in flat.all("span") {
      let ends = line.split(separator: " ").compactMap { Int($0) }
      guard ends.count == 2, ends[0] <= ends[1] else { return nil }
      spans.append(ends[0]..<ends[1])
    }
  }
}
