import ArgumentParser
import Configuration
import Foundation
import Records
import Reports

extension SurveyCommand {
  /// Puts figures together.
  struct Report: Command {
    static let configuration = CommandConfiguration(
      abstract: "Put figures together: CSAT, NPS, invitation and participation.",
      discussion: """
        CSAT is the share of answers that satisfied callers give; NPS is the share of 9 and 10 less \
        the share of 0 to 6. The invitation rate is invited of answered calls, participation is who \
        answered at least once of who was invited. A caller who hung up first is not invited. A call \
        belongs to the day on which it was asked about, or came if it was not.
        """
    )

    @Option(help: "One survey; otherwise all.")
    var survey: String?

    @Option(help: ArgumentHelp("The first day, such as 2026-03-01.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day.", valueName: "day"))
    var to: String?

    @Option(
      help: "By question, agent, queue, day or survey.",
      transform: { text in
        guard let grouping = SurveyFigures.Grouping(rawValue: text) else {
          throw ValidationError("write one of survey, question, agent, queue, day")
        }
        return grouping
      }
    )
    var by = SurveyFigures.Grouping.survey

    @Flag(help: "Answer in comma-separated values.")
    var csv = false

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SurveyFiguresReport {
      if csv, form.json { throw Phrases.twoForms }
      // Its days are the centre's.
      let store = try store.open(in: world)
      let first = try from.map { try Day($0, in: world.zone) }
      let last = try to.map { try Day($0, in: world.zone) }
      if let first, let last, last.begin < first.begin {
        throw Phrases.noTime(from: from ?? "", to: to ?? "")
      }
      let begin = first?.begin ?? Timestamp(microseconds: 0)
      let end = last?.end ?? Timestamp(microseconds: .max)
      var tally = SurveyTally(by: by) { String(world.local($0).prefix(10)) }
      try store.eachSurvey(named: survey, from: begin, before: end) { tally.add($0) }
      if survey == nil {
        try store.eachAnsweredCallWithoutSurvey(from: begin, before: end) { tally.add($0) }
      }
      return SurveyFiguresReport(
        by: by,
        survey: survey,
        from: from,
        to: to,
        figures: tally.figures,
        isCSV: csv
      )
    }
  }
}

/// A day on the centre's calendar.
private struct Day {
  var begin: Timestamp
  var end: Timestamp

  init(_ text: String, in zone: TimeZone) throws {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1],
      let day = parts[2], year > 0
    else { throw Phrases.noDate(text) }
    let components = DateComponents(year: year, month: month, day: day)
    guard components.isValidDate(in: calendar), let begin = calendar.date(from: components),
      let end = calendar.date(byAdding: .day, value: 1, to: begin)
    else { throw Phrases.noDate(text) }
    self.begin = Timestamp(seconds: Int(begin.timeIntervalSince1970))
    self.end = Timestamp(seconds: Int(end.timeIntervalSince1970))
  }
}
