import ArgumentParser
import Records

/// Shows what callers answered.
struct SurveyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey",
    abstract: "Show what callers answered.",
    subcommands: [List.self]
  )

  struct List: Command {
    static let configuration = CommandConfiguration(
      abstract: "List invitations with their answers, the latest first."
    )

    @Argument(help: "One survey; otherwise all.")
    var survey: String?

    @Option(help: "How many at most.")
    var limit = 50

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SurveyReport {
      guard limit > 0 else { throw Phrases.noLimit(limit) }
      return SurveyReport(records: try store.open(in: world).surveys(named: survey, limit: limit))
    }
  }
}

/// Invitations with their answers.
struct SurveyReport: Report {
  var records: [SurveyRecord]

  func encode(to encoder: any Encoder) throws {
    try ["surveys": records.map(SurveyRow.init)].encode(to: encoder)
  }

  func text(in world: World) -> String {
    guard !records.isEmpty else { return world.text(Phrases.noSurveys) }
    let rows = records.map { record in
      let answers = record.answers.map { "\($0.question)=\($0.answer) (\($0.meaning))" }
      return [
        world.local(record.invitation.at), record.invitation.survey, record.invitation.queue,
        record.invitation.agent,
        answers.isEmpty ? world.text(Phrases.noAnswer) : answers.joined(separator: ", "),
        record.call.uniqueid,
      ]
    }
    return Table(Phrases.surveyHead, world.language, rows).text
  }
}
