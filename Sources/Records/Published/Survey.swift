/// What a caller is asked after the call.
public struct Survey: Equatable, Sendable {
  /// Its name, as `survey NAME` calls it.
  public var name: String
  /// The questions, in order.
  public var questions: [SurveyQuestion]
  /// Played after the last answer.
  public var thanks: PromptName?

  /// Describes a survey.
  public init(name: String, questions: [SurveyQuestion], thanks: PromptName? = nil) {
    self.name = name
    self.questions = questions
    self.thanks = thanks
  }
}

/// One question of a survey.
public struct SurveyQuestion: Equatable, Sendable {
  /// Its name in rows and reports.
  public var name: String
  /// What is asked, and what each key means in reports.
  public var question: KeyQuestion<String>

  /// Describes a question.
  public init(name: String, _ question: KeyQuestion<String>) {
    self.name = name
    self.question = question
  }
}

extension SurveyQuestion {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("name", name)
    question.append(to: &flat, keysAs: "answer")
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let name = flat["name"],
      let question = KeyQuestion<String>(flat, keysAs: "answer")
    else { return nil }
    self.init(name: name, question)
  }
}
