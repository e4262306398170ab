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
  /// What is asked.
  public var question: KeyQuestion
  /// What each key means in reports.
  public var answers: [Answer]

  /// Describes a question.
  public init(name: String, _ question: KeyQuestion, answers: [Answer]) {
    self.name = name
    self.question = question
    self.answers = answers
  }

  /// A key and what it means.
  public struct Answer: Equatable, Sendable {
    /// The key.
    public var key: Character
    /// What it means.
    public var meaning: String

    /// Describes a key.
    public init(_ key: Character, _ meaning: String) {
      self.key = key
      self.meaning = meaning
    }
  }

  /// What a key means; `nil` when it is no answer.
  public func meaning(of key: Character) -> String? {
    answers.first { $0.key == key }?.meaning
  }
}

extension SurveyQuestion {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("name", name)
    question.append(to: &flat) { flat in
      for answer in answers { flat.append("answer", "\(answer.key) \(answer.meaning)") }
    }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let name = flat["name"],
      let question = KeyQuestion(flat)
    else { return nil }
    self.init(name: name, question, answers: [])
    for line in flat.all("answer") {
      guard let key = line.first else { return nil }
      answers.append(Answer(key, String(line.dropFirst(2))))
    }
  }
}
