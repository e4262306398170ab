import Records
import Yams

/// Reads opening hours.
///
///     office:
///       monday-friday: 09:00-12:00, 13:30-18:00
///       saturday: 10:00-16:00
struct HoursReader {
  static let days = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// Hours that need not be written.
  static func builtIn(zone: String) -> [OpeningHours] {
    [
      OpeningHours(name: "always", zone: zone, spans: [0..<OpeningHours.week]),
      OpeningHours(name: "never", zone: zone, spans: []),
    ]
  }

  func read(_ name: String, _ item: Item, zone: String) -> OpeningHours? {
    guard let section = item.section(example: "monday-friday: 09:00-18:00") else { return nil }
    var hours = OpeningHours(name: name, zone: zone, spans: [])
    for (key, value) in section.items {
      guard !value.list.isEmpty else {
        let name = key.node.string ?? ""
        let example = name == "zone" ? "Asia/Shanghai" : "09:00-18:00"
        key.report(.emptyKey(name, example: "\(name): \(example)"))
        continue
      }
      if key.node.string == "zone" {
        if let zone = Self.zone(value) { hours.zone = zone }
        continue
      }
      guard let days = days(key) else { continue }
      for span in spans(value) {
        // The days of a key overlap alike: the first is told.
        let isAdded = days.allSatisfy { add(span, on: $0, to: &hours) }
        if !isAdded { value.report(.overlap(value.node.string ?? "")) }
      }
    }
    hours.spans.sort { $0.lowerBound < $1.lowerBound }
    return hours
  }

  /// A zone that this system knows.
  static func zone(_ item: Item) -> String? {
    guard let name = item.text(example: "Asia/Shanghai") else { return nil }
    guard (try? Zone(named: name)) != nil else {
      item.report(.unknownZone(name))
      return nil
    }
    return name
  }

  /// - Returns: Whether nothing else is there; what is there already is left alone.
  private func add(_ span: Range<Int>, on day: Int, to hours: inout OpeningHours) -> Bool {
    let start = day * 1_440 + span.lowerBound
    let end = day * 1_440 + span.upperBound
    // What begins late on Sunday goes on early on Monday.
    let week = OpeningHours.week
    let parts = end <= week ? [start..<end] : [start..<week, 0..<(end - week)]
    for part in parts {
      guard !hours.spans.contains(where: { $0.overlaps(part) }) else { return false }
      hours.spans.append(part)
    }
    return true
  }

  private func days(_ item: Item) -> [Int]? {
    guard let text = item.text(example: "monday-friday") else { return nil }
    let ends = text.lowercased().split(separator: "-", omittingEmptySubsequences: false).map {
      Self.days.firstIndex(of: $0.trimmed)
    }
    switch (ends.count, ends.first ?? nil, ends.last ?? nil) {
    case (1, let day?, _): return [day]
    case (2, let first?, let last?):
      return (0..<7).map { (first + $0) % 7 }.prefix {
        $0 != (last + 1) % 7 || first == (last + 1) % 7
      }
    case _ where text.lowercased() == "everyday": return Array(0..<7)
    default:
      item.report(.noDay(text))
      return nil
    }
  }

  private func spans(_ item: Item) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    for item in item.list {
      guard let text = item.text(example: "09:00-18:00") else { continue }
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let span = span(part) else {
          item.report(.noSpan(part.trimmed))
          continue
        }
        spans.append(span)
      }
    }
    return spans
  }

  /// A span such as `09:00-18:00`; `22:00-06:00` ends on the next day.
  private func span(_ text: Substring) -> Range<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { minute($0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start != end, start < 1_440
    else { return nil }
    return start < end ? start..<end : start..<(end + 1_440)
  }

  private func minute(_ text: Substring) -> Int? {
    let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute),
      hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }
}

extension StringProtocol {
  /// Without the blanks around it.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
