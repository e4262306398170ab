import Configuration
import Reports
import Sheets

/// Figures of surveys, as a table, as comma-separated values or as JSON.
struct SurveyFiguresReport: Report {
  var by: SurveyFigures.Grouping
  var survey: String?
  var from: String?
  var to: String?
  var figures: [SurveyFigures]
  var isCSV: Bool

  func text(in world: World) -> String {
    if isCSV { return csv }
    guard !figures.isEmpty else { return world.text(Phrases.noFigures) }
    let rows = figures.map { figures in
      let hasAnswer = figures.satisfaction.total > 0
      let hasScore = figures.promoters.total > 0
      return figures.name + [
        String(figures.answered), String(figures.invited), percent(figures.invitation),
        String(figures.participants), percent(figures.participation),
        percent(figures.satisfaction), hasAnswer ? String(figures.satisfaction.total) : "",
        score(figures.promoters), hasScore ? String(figures.promoters.total) : "",
        String(figures.comments),
      ]
    }
    let head = Phrases.grouping(by) + Phrases.figuresHead
    return Table(head, world.language, rows).text + "\n" + world.text(Phrases.figuresNote)
  }

  private func percent(_ share: Proportion) -> String {
    guard let rate = share.rate, let interval = share.interval else { return "-" }
    return "\(decimal(rate * 100, places: 1)) % (\(span(interval)))"
  }

  private func score(_ score: NetPromoterScore) -> String {
    guard let value = score.score, let interval = score.interval else { return "-" }
    return "\(decimal(value * 100, places: 0)) (\(span(interval, places: 0)))"
  }

  private func span(_ interval: ClosedRange<Double>, places: Int = 1) -> String {
    let low = decimal(interval.lowerBound * 100, places: places)
    let high = decimal(interval.upperBound * 100, places: places)
    return "\(low) .. \(high)"
  }
}

// MARK: - Comma-separated values

extension SurveyFiguresReport {
  private var csv: String {
    var columns = by == .question ? ["survey", "question"] : [by.rawValue]
    columns += ["answered", "invited"] + Self.columns("invitation")
    columns += ["participants"] + Self.columns("participation")
    columns += ["csat_n", "csat_satisfied"] + Self.columns("csat")
    columns +=
      ["nps_n", "promoters", "passives", "detractors"] + Self.columns("nps") + ["comments"]
    var csv = CSVWriter(marked: false)
    csv.append(columns)
    for figures in figures {
      var cells = figures.name.map { CSVWriter.Cell.text($0.printable) }
      cells += Self.cells([figures.answered, figures.invited])
      cells += Self.cells(figures.invitation.rate, figures.invitation.interval)
      cells += Self.cells([figures.participants])
      cells += Self.cells(figures.participation.rate, figures.participation.interval)
      cells += Self.cells([figures.satisfaction.total, figures.satisfaction.count])
      cells += Self.cells(figures.satisfaction.rate, figures.satisfaction.interval)
      let score = figures.promoters
      cells += Self.cells([score.total, score.promoters, score.passives, score.detractors])
      cells += Self.cells(score.score, score.interval) + Self.cells([figures.comments])
      csv.append(cells)
    }
    // Whoever writes it ends the line.
    return String(decoding: csv.bytes.dropLast(), as: UTF8.self)
  }

  private static func columns(_ name: String) -> [String] {
    [name, name + "_low", name + "_high"]
  }

  private static func cells(_ counts: [Int]) -> [CSVWriter.Cell] {
    counts.map { .number(String($0)) }
  }

  private static func cells(
    _ value: Double?,
    _ interval: ClosedRange<Double>?
  ) -> [CSVWriter.Cell] {
    [value, interval?.lowerBound, interval?.upperBound].map { share in
      .number(share.map { decimal($0, places: 4) } ?? "")
    }
  }
}

// MARK: - JSON

/// The names that scripts read. They stay.
extension SurveyFiguresReport: Encodable {
  private enum Keys: String, CodingKey {
    case by, survey, from, to, confidence, figures
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(by.rawValue, forKey: .by)
    try container.encodeIfPresent(survey, forKey: .survey)
    try container.encodeIfPresent(from, forKey: .from)
    try container.encodeIfPresent(to, forKey: .to)
    try container.encode(0.95, forKey: .confidence)
    try container.encode(figures.map(FiguresRow.init), forKey: .figures)
  }
}

/// One line of figures, as scripts read it.
private struct FiguresRow: Encodable {
  var name: [String]
  var answered: Int
  var invited: Int
  var notInvited: [String: Int]
  var participants: Int
  var invitationRate: Share
  var participationRate: Share
  var csat: Share
  var nps: Score
  var comments: Int
  var answers: [String: [String: Int]]

  struct Share: Encodable {
    var numerator: Int
    var denominator: Int
    var rate: Double?
    var low: Double?
    var high: Double?

    init(_ share: Proportion) {
      numerator = share.count
      denominator = share.total
      rate = share.rate
      low = share.interval?.lowerBound
      high = share.interval?.upperBound
    }
  }

  struct Score: Encodable {
    var n: Int
    var promoters: Int
    var passives: Int
    var detractors: Int
    var score: Double?
    var low: Double?
    var high: Double?

    init(_ score: NetPromoterScore) {
      n = score.total
      promoters = score.promoters
      passives = score.passives
      detractors = score.detractors
      self.score = score.score.map { $0 * 100 }
      low = score.interval.map { $0.lowerBound * 100 }
      high = score.interval.map { $0.upperBound * 100 }
    }
  }

  init(_ figures: SurveyFigures) {
    name = figures.name
    answered = figures.answered
    invited = figures.invited
    notInvited = figures.notInvited
    participants = figures.participants
    invitationRate = Share(figures.invitation)
    participationRate = Share(figures.participation)
    csat = Share(figures.satisfaction)
    nps = Score(figures.promoters)
    comments = figures.comments
    answers = figures.answers
  }
}
