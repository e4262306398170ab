import Records
import Yams

/// Reads `queues.yaml`: what the centre says of its queues.
struct QueuesReader {
  var queues: [QueueSettings] = []
  var ringing: [QueueRinging] = []
  /// All that can stand in a queue's section.
  static let keys: Section.Keys = [
    ("strategy", "rrmemory"), ("skills", "{english: 3}"), ("hours", "office"),
    ("closed", "announce closed"), ("survey", "satisfaction"), ("overflow", "message 100"),
    ("timeout", "5m"), ("recording", "yes"), ("ring", "20s"), ("wrapup", "10s"),
    ("length", "30"), ("weight", "1"), ("music", "default"), ("answered", "20s"),
  ]
  /// The queue that ships, which takes callers by default.
  static let shipped = "switchboard"
  /// Why a queue does not take a caller.
  static let reasons: Section.Keys = [
    ("full", "message 100"), ("empty", "message 100"), ("timeout", "callback sales"),
    ("paused", "queue support"), ("otherwise", "message 100"),
  ]

  /// Surveys named, to be checked against the other files.
  private(set) var surveys: [(name: String, item: Item)] = []
  /// Hours named, to be checked against the other files.
  private(set) var hours: [(name: String, item: Item)] = []
  /// All places named, to be checked against the other files.
  private(set) var targets: [WrittenTarget] = []
  /// Where each queue was written; those that could not be read are there too.
  private(set) var places: [(queue: String, item: Item)] = []

  init(_ root: Section) {
    for (key, value) in root.items {
      guard let name = key.sectionName(example: "sales") else { continue }
      let other = (places.map(\.queue) + [Self.shipped]).first {
        $0 != name && $0.lowercased() == name.lowercased()
      }
      // It is there all the same: what names it is not wrong too.
      places.append((name, key))
      if let other { key.report(.sameButForCase(name, other)) }
      guard !value.isEmpty else {
        key.report(.noOverflow(name))
        continue
      }
      guard let section = value.section(example: "overflow: message 100") else { continue }
      readQueue(name, section)
    }
  }

  private mutating func readQueue(_ name: String, _ section: Section) {
    section.allow(Self.keys)
    var queue = QueueSettings(name: name)
    if let item = section["survey"], let survey = item.name(example: "satisfaction") {
      queue.survey = survey
      surveys.append((survey, item))
    }
    queue.skills = section["skills"]?.skills() ?? []
    if let item = section["hours"], let name = item.name(example: "office") {
      queue.hours = name
      hours.append((name, item))
    }
    queue.closed = target(section["closed"])
    if section.has("closed"), !section.has("hours") { section.report(.closedWithoutHours) }
    if section.has("hours"), !section.has("closed") { section.report(.noClosedTarget) }
    queue.timeout = section["timeout"]?.duration(upTo: .seconds(7_200))
    queue.recording = section["recording"]?.yesOrNo()
    queue.overflow = overflow(section, of: name)
    queues.append(queue)
    ringing.append(ring(section, of: name))
  }

  private func ring(_ section: Section, of name: String) -> QueueRinging {
    var ringing = QueueRinging(queue: name)
    if let item = section["strategy"], let text = item.text(example: "rrmemory") {
      if let strategy = QueueRinging.Strategy(written: text) {
        ringing.strategy = strategy
      } else {
        item.report(.unknownStrategy(text))
      }
    }
    ringing.ring = section["ring"]?.duration(upTo: .seconds(120))
    ringing.wrapUp = section["wrapup"]?.duration(upTo: .seconds(3_600))
    ringing.length = section["length"]?.integer(from: 1, to: 10_000)
    ringing.weight = section["weight"]?.integer(from: 0, to: 1_000)
    ringing.music = section["music"]?.name(example: "default")
    ringing.serviceLevel = section["answered"]?.duration(upTo: .seconds(3_600))
    return ringing
  }

  /// One place for all reasons, or one for each.
  private mutating func overflow(_ section: Section, of name: String) -> QueueSettings.Overflow {
    guard let item = section["overflow"] else {
      if !section.has("overflow") { section.report(.noOverflow(name)) }
      return QueueSettings.Overflow()
    }
    guard item.node.mapping != nil else {
      return target(item).map { .init(always: $0) } ?? QueueSettings.Overflow()
    }
    guard let reasons = item.section(example: "otherwise: message 100") else {
      return QueueSettings.Overflow()
    }
    reasons.allow(Self.reasons)
    let otherwise = target(reasons["otherwise"])
    if !reasons.has("otherwise") {
      for (reason, _) in Self.reasons.dropLast() where !reasons.has(reason) {
        reasons.report(.noOverflowFor(reason, queue: name))
      }
    }
    return QueueSettings.Overflow(
      full: target(reasons["full"]) ?? otherwise,
      empty: target(reasons["empty"]) ?? otherwise,
      timeout: target(reasons["timeout"]) ?? otherwise,
      paused: target(reasons["paused"]) ?? otherwise
    )
  }

  private mutating func target(_ item: Item?) -> Target? {
    guard let written = item?.target() else { return nil }
    targets.append(written)
    return written.target
  }
}
