import Records

/// What is published, in the words of the YAML: the store's own form is for programs.
enum PublishedWords {
  /// The lines of one row, each a key with what stands behind it.
  static func lines(of kind: String, _ flat: FlatText?) -> [(key: String, value: String)] {
    guard let flat else { return [] }
    let lines: [(key: String, value: String)] = flat.lines
      .filter { kind != "hours" || $0.key != "span" }
      .map { key, value in (name(of: key, in: kind), text(of: key, value, in: kind)) }
    return kind == "hours" ? lines + week(of: flat.all("span")) : lines
  }

  // MARK: - Keys

  private static func name(of key: String, in kind: String) -> String {
    switch (kind, key) {
    case ("queue", "slow"): "overflow timeout"
    case ("queue", "full"), ("queue", "empty"), ("queue", "paused"): "overflow \(key)"
    case ("rule", "prefix"): "caller"
    case ("rule", "dropped"), ("rule", "lastAgent"): "within"
    case ("rule", "fixedAgent"): "contact"
    case ("settings", "language"): "languages"
    case ("trunk", "number"): "numbers"
    case ("trunk", "use"): "for"
    default: names[key] ?? key
    }
  }

  private static let names = [
    "target": "to", "wrapUp": "wrapup", "serviceLevel": "answered", "rest": "days",
    "promptCommand": "prompts command", "asteriskFiles": "asterisk files",
    "asteriskCommand": "asterisk reload", "lock-after": "lock after", "lock-for": "lock for",
  ]

  // MARK: - Values

  private static func text(of key: String, _ value: String, in kind: String) -> String {
    switch (kind, key) {
    case ("trunk", "dial"): dialRule(value)
    case ("day", "working"): Int(value).flatMap { day($0) } ?? value
    case ("rule", "lastAgent"): "\(value)d"
    case ("rule", "dropped"): Int(value).map { span(milliseconds: $0 * 1_000) } ?? value
    case ("rule", "business"): business(value)
    case ("survey", "share"): "\(value)%"
    case (_, let key) where inMilliseconds.contains(key):
      Int(value).map { span(milliseconds: $0) } ?? value
    default: value
    }
  }

  private static let inMilliseconds: Set<String> = [
    "ring", "wrapUp", "serviceLevel", "timeout", "longest", "quiet", "pause", "wait", "slot",
    "notice", "lock-for",
  ]

  /// `5s`, `1500ms`, `5m`, `12h`.
  static func span(milliseconds: Int) -> String {
    for (unit, length) in [("h", 3_600_000), ("m", 60_000), ("s", 1_000)]
    where milliseconds != 0 && milliseconds.isMultiple(of: length) {
      return "\(milliseconds / length)\(unit)"
    }
    return "\(milliseconds)ms"
  }

  private static func dialRule(_ value: String) -> String {
    let words = value.split(separator: " ", omittingEmptySubsequences: false)
    return zip(["match", "strip", "prefix", "number"], words)
      .filter { name, word in !word.isEmpty && (name, word) != ("strip", "0") }
      .map { "\($0) \($1)" }.joined(separator: ", ")
  }

  private static func business(_ value: String) -> String {
    let words = value.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let wait = Int(words[0]) else { return value }
    return "socket \(words[1]), wait \(span(milliseconds: wait))"
  }

  // MARK: - Opening hours

  private static let days = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  private static func day(_ index: Int) -> String? {
    days.indices.contains(index) ? days[index] : nil
  }

  /// Minutes of the week by days, those that follow each other and are alike together:
  /// `monday-friday`, `08:30-12:00, 13:00-20:00`.
  private static func week(of spans: [String]) -> [(key: String, value: String)] {
    var times = [[String]](repeating: [], count: days.count)
    for span in overnight(spans.compactMap(minutes)) {
      let (day, start) = span.lowerBound.quotientAndRemainder(dividingBy: 1_440)
      guard days.indices.contains(day), span.count <= 1_440 else {
        return [("everyday", "00:00-24:00")]
      }
      let end = start + span.count
      times[day].append("\(clock(start))-\(clock(end > 1_440 ? end - 1_440 : end))")
    }
    var lines: [(key: String, value: String)] = []
    var first = 0
    while first < days.count {
      let last = times[first...].prefix { $0 == times[first] }.count + first - 1
      if !times[first].isEmpty {
        let some = last > first ? "\(days[first])-\(days[last])" : days[first]
        let name = last - first == days.count - 1 ? "everyday" : some
        lines.append((name, times[first].joined(separator: ", ")))
      }
      first = last + 1
    }
    return lines
  }

  private static func minutes(_ span: String) -> Range<Int>? {
    let ends = span.split(separator: " ").compactMap { Int($0) }
    return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
  }

  /// What ends on Monday at night began on Sunday.
  private static func overnight(_ spans: [Range<Int>]) -> [Range<Int>] {
    guard spans.count > 1, let first = spans.first, let last = spans.last, first.lowerBound == 0,
      last.upperBound == OpeningHours.week, first.count + last.count <= 1_440
    else { return spans }
    return spans.dropFirst().dropLast() + [last.lowerBound..<(last.upperBound + first.count)]
  }

  private static func clock(_ minute: Int) -> String {
    let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(digits(minute / 60)):\(digits(minute % 60))"
  }
}
