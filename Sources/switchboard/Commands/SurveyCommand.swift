import ArgumentParser
import Records

/// Shows what callers answered, and what that comes to.
struct SurveyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey",
    abstract: "Show what callers answered, and what that comes to.",
    subcommands: [List.self, Report.self]
  )

  struct List: Command {
    static let configuration = CommandConfiguration(
      abstract: "List invitations with their answers, the latest first."
    )

    @Argument(help: "One survey; otherwise all.")
    var survey: String?

    @Flag(help: "Callers who were not invited too, with the reason.")
    var all = false

    @OptionGroup var latest: Latest

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SurveyReport {
      let limit = try latest.checked()
      return SurveyReport(
        records: try store.open(in: world).surveys(named: survey, skipped: all, limit: limit)
      )
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
      let answers = record.answers.map { answer in
        answer.comment.map { "\(answer.question): \(world.text(Phrases.comment($0)))" }
          ?? "\(answer.question)=\(answer.answer) (\(answer.meaning))"
      }
      let nothing = record.invitation.skip.map(Phrases.skip) ?? Phrases.noAnswer
      return [
        world.local(record.invitation.at), record.invitation.survey, record.invitation.queue,
        record.invitation.agent,
        answers.isEmpty ? world.text(nothing) : answers.joined(separator: ", "),
        record.call.uniqueid,
      ]
    }
    return Table(Phrases.surveyHead, world.language, rows).text
  }
}
