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

/// One question, answered by one key.
public struct SurveyQuestion: Equatable, Sendable {
  /// Its name in rows and reports.
  public var name: String
  /// What is played.
  public var ask: [PromptName]
  /// What each key means.
  public var answers: [Answer]
  /// How often it is asked at most.
  public var attempts: Int
  /// How long a key is waited for.
  public var wait: Duration
  /// Played after a key that is no answer.
  public var wrong: PromptName?
  /// Played when no key came.
  public var silence: PromptName?

  /// Describes a question.
  public init(
    name: String,
    ask: [PromptName],
    answers: [Answer],
    attempts: Int = 2,
    wait: Duration = .seconds(5),
    wrong: PromptName? = nil,
    silence: PromptName? = nil
  ) {
    self.name = name
    self.ask = ask
    self.answers = answers
    self.attempts = attempts
    self.wait = wait
    self.wrong = wrong
    self.silence = silence
  }

  /// A key and what it means.
  public struct Answer: Equatable, Sendable {
    /// The key.
    public var key: Character
    /// What it means.
    public var meaning: String

    /// Describes an answer.
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
    flat.append(prompts: ask)
    for answer in answers { flat.append("answer", "\(answer.key) \(answer.meaning)") }
    flat.append("attempts", attempts)
    flat.append("wait", wait.milliseconds)
    flat.append("wrong", wrong)
    flat.append("silence", silence)
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let name = flat["name"], let attempts = flat["attempts"].flatMap(Int.init),
      let wait = flat["wait"].flatMap(Int.init)
    else { return nil }
    self.init(
      name: name,
      ask: flat.prompts,
      answers: [],
      attempts: attempts,
      wait: .milliseconds(wait),
      wrong: flat["wrong"].map(PromptName.init),
      silence: flat["silence"].map(PromptName.init)
    )
    for line in flat.all("answer") {
      guard let key = line.first else { return nil }
      answers.append(Answer(key, String(line.dropFirst(2))))
    }
  }
}
