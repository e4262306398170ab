/// What `switchboard why UNIQUEID --json` tells.
struct Story: Decodable, Sendable {
  var routes: [Route]
  var steps: [Step]
  var surveys: [Survey]

  struct Answer: Decodable {
    var calls: [Story]
  }

  struct Route: Decodable, Sendable {
    var callerRaw: String
    var caller: String?
    var dialled: String
    var rule: String
    var target: String
    var priority: Int?
  }

  struct Step: Decodable, Sendable {
    var flow: String
    var node: String
    var event: String
    var keys: String
    var target: String?
  }

  struct Survey: Decodable, Sendable {
    var survey: String
    var queue: String
    var agent: String
    var way: String
    var language: String
    var skipped: String?
    var answers: [Reply]

    struct Reply: Decodable, Sendable {
      var question: String
      var answer: String
      var meaning: String
      var file: String?
      var milliseconds: Int?
    }
  }

  /// The story in words, a line for each row: two stories are the same when these are.
  var lines: [String] {
    routes.map { "\($0.rule) -> \($0.target)" }
      + steps.map { step in
        ([step.flow, step.node, step.event, step.keys].filter { !$0.isEmpty }
          + (step.target.map { ["->", $0] } ?? [])).joined(separator: " ")
      }
      + surveys.map { survey in
        let answers = survey.answers.map { "\($0.question) \($0.answer) \($0.meaning)" }
        return "\(survey.survey) \(survey.queue) \(survey.agent): "
          + (answers.isEmpty ? "nothing" : answers.joined(separator: ", "))
      }
  }
}
