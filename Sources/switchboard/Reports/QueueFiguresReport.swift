import Configuration
import Operations
import Records
import Reports
import Sheets

/// Figures of queues, as a table, as comma-separated values or as JSON.
struct QueueFiguresReport: Report {
  var span: Range<Timestamp>
  var settings: QueueTally.Settings
  var rows: [QueueFigures]
  var total: QueueFigures
  /// Why it is not the whole truth.
  var lacks: [Lack] = []
  var isCSV = false

  /// Whether there is a line for each interval.
  private var hasIntervals: Bool { rows.contains { $0.interval != nil } }

  func text(in world: World) -> String {
    if isCSV { return csv(in: world) }
    let time = world.text(
      Phrases.reportSpan(world.local(span.lowerBound), world.local(span.upperBound))
    )
    let lacks = lacks.lines(in: world)
    guard total.offered > 0 else {
      return ([time, world.text(Phrases.noOffers)] + lacks).joined(separator: "\n")
    }
    let lines = (rows + [total]).map { figures in
      let begin = figures.interval.map { String(world.local($0).prefix(16)) }
      return (hasIntervals ? [begin ?? ""] : []) + cells(figures, in: world)
    }
    let head = (hasIntervals ? [Phrases.intervalHead] : []) + Phrases.queueFiguresHead
    let note = Phrases.queueFiguresNote(
      target: Int(settings.target.components.seconds),
      short: Int(settings.shortAbandon.components.seconds)
    )
    let table = Table(head, world.language, lines).text
    return ([time, table, world.text(note)] + lacks).joined(separator: "\n")
  }

  private func cells(_ figures: QueueFigures, in world: World) -> [String] {
    [
      figures.queue ?? world.text(Phrases.allQueues), "\(figures.offered)",
      "\(figures.answered.count)", "\(figures.abandoned.count)", "\(figures.shortAbandons)",
      "\(figures.left)", "\(figures.converted)", "\(figures.waiting)", "\(figures.unknown)",
      figures.serviceLevel.percent, figures.answeredOnly.percent, figures.abandonsWithin.percent,
      figures.abandonRate.percent,
      figures.answered.average.map { "\(decimal($0.inSeconds, places: 1)) s" } ?? "-",
      figures.answered.percentile(50).clock, figures.answered.percentile(90).clock,
      figures.answered.longest.clock, figures.abandoned.longest.clock,
    ]
  }
}

extension Proportion {
  /// `82.0 % (41/50)`, so that nobody takes two of three for a trend.
  var percent: String {
    guard let rate else { return "-" }
    return "\(decimal(rate * 100, places: 1)) % (\(count)/\(total))"
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }

  /// As a clock shows it: `1:05`.
  var clock: String { Int(components.seconds).clock }
}

extension Duration? {
  fileprivate var clock: String { map(\.clock) ?? "-" }
}

// MARK: - Comma-separated values

extension QueueFiguresReport {
  private func csv(in world: World) -> String {
    var csv = CSVWriter(marked: false)
    csv.append(
      (hasIntervals ? ["interval"] : []) + [
        "queue", "offered", "answered", "abandoned", "short_abandons", "converted", "let_go",
        "waiting", "unknown", "answered_within", "abandoned_within", "judged", "service_level",
        "answered_only", "abandons_within", "abandon_rate", "answer_rate", "asa_seconds",
        "p50_seconds", "p90_seconds", "longest_answered_seconds", "longest_abandoned_seconds",
      ]
    )
    for figures in rows {
      let begin = figures.interval.map { CSVWriter.Cell.text(world.local($0)) }
      let name = CSVWriter.Cell.text((figures.queue ?? "").printable)
      csv.append((begin.map { [$0] } ?? []) + [name] + Self.cells(figures))
    }
    // Whoever writes it ends the line.
    return String(decoding: csv.bytes.dropLast(), as: UTF8.self)
  }

  private static func cells(_ figures: QueueFigures) -> [CSVWriter.Cell] {
    let counts = [
      figures.offered, figures.answered.count, figures.abandoned.count, figures.shortAbandons,
      figures.converted, figures.left, figures.waiting, figures.unknown, figures.answeredWithin,
      figures.abandonedWithin, figures.judged,
    ]
    let rates = [
      figures.serviceLevel, figures.answeredOnly, figures.abandonsWithin, figures.abandonRate,
      figures.answerRate,
    ]
    let waits = [
      figures.answered.average, figures.answered.percentile(50), figures.answered.percentile(90),
      figures.answered.longest, figures.abandoned.longest,
    ]
    return counts.map { .number("\($0)") }
      + rates.map { .number($0.rate.map { decimal($0, places: 4) } ?? "") }
      + waits.map { .number($0.map { decimal($0.inSeconds, places: 1) } ?? "") }
  }
}

// MARK: - JSON

/// The names that scripts read. They stay.
extension QueueFiguresReport: Encodable {
  private enum Keys: String, CodingKey {
    case from, to, targetSeconds, shortAbandonSeconds, queues, total, lacks
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(span.lowerBound.description, forKey: .from)
    try container.encode(span.upperBound.description, forKey: .to)
    try container.encode(settings.target.inSeconds, forKey: .targetSeconds)
    try container.encode(settings.shortAbandon.inSeconds, forKey: .shortAbandonSeconds)
    try container.encode(rows.map(QueueFiguresRow.init), forKey: .queues)
    try container.encode(QueueFiguresRow(total), forKey: .total)
    try container.encode(lacks.map(LackRow.init), forKey: .lacks)
  }
}

/// One line of figures, as scripts read it.
struct QueueFiguresRow: Encodable {
  var queue: String?
  var interval: String?
  var offered: Int
  var answered: Int
  var abandoned: Int
  var shortAbandons: Int
  var converted: Int
  var letGo: Int
  var waiting: Int
  var unknown: Int
  var serviceLevel: Share
  var rivals: Rivals
  var abandonRate: Share
  var answerRate: Share
  var waits: Waits
  var longestAbandonSeconds: Double?

  struct Share: Encodable {
    var numerator: Int
    var denominator: Int
    var rate: Double?

    init(_ share: Proportion) {
      numerator = share.count
      denominator = share.total
      rate = share.rate
    }
  }

  struct Rivals: Encodable {
    var answeredOnly: Share
    var abandonsWithin: Share
  }

  /// Of answered calls.
  struct Waits: Encodable {
    var n: Int
    var averageSeconds: Double?
    var p50Seconds: Double?
    var p90Seconds: Double?
    var longestSeconds: Double?
  }

  init(_ figures: QueueFigures) {
    queue = figures.queue
    interval = figures.interval?.description
    offered = figures.offered
    answered = figures.answered.count
    abandoned = figures.abandoned.count
    shortAbandons = figures.shortAbandons
    converted = figures.converted
    letGo = figures.left
    waiting = figures.waiting
    unknown = figures.unknown
    serviceLevel = Share(figures.serviceLevel)
    rivals = Rivals(
      answeredOnly: Share(figures.answeredOnly),
      abandonsWithin: Share(figures.abandonsWithin)
    )
    abandonRate = Share(figures.abandonRate)
    answerRate = Share(figures.answerRate)
    waits = Waits(
      n: figures.answered.count,
      averageSeconds: figures.answered.average?.inSeconds,
      p50Seconds: figures.answered.percentile(50)?.inSeconds,
      p90Seconds: figures.answered.percentile(90)?.inSeconds,
      longestSeconds: figures.answered.longest?.inSeconds
    )
    longestAbandonSeconds = figures.abandoned.longest?.inSeconds
  }
}
