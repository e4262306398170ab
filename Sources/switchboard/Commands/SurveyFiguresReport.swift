import Configuration
import Reports

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
    var csv = CSV(columns)
    for figures in figures {
      var cells: [CSV.Cell] = figures.name.map { .text($0) }
      cells += [.number(figures.answered), .number(figures.invited)]
      cells += Self.cells(figures.invitation.rate, figures.invitation.interval)
      cells += [.number(figures.participants)]
      cells += Self.cells(figures.participation.rate, figures.participation.interval)
      cells += [.number(figures.satisfaction.total), .number(figures.satisfaction.count)]
      cells += Self.cells(figures.satisfaction.rate, figures.satisfaction.interval)
      let score = figures.promoters
      cells += [.number(score.total), .number(score.promoters)]
      cells += [.number(score.passives), .number(score.detractors)]
      cells += Self.cells(score.score, score.interval) + [.number(figures.comments)]
      csv.append(cells)
    }
    // Whoever writes it ends the line.
    return String(csv.text.unicodeScalars.dropLast())
  }

  private static func columns(_ name: String) -> [String] {
    [name, name + "_low", name + "_high"]
  }

  private static func cells(_ value: Double?, _ interval: ClosedRange<Double>?) -> [CSV.Cell] {
    [.fraction(value), .fraction(interval?.lowerBound), .fraction(interval?.upperBound)]
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
