/// What a caller is asked after the call.
public struct Survey: Equatable, Sendable {
  /// Its name, as `survey NAME` calls it.
  public var name: String
  /// The questions, in order; the first is asked first.
  public var questions: [SurveyQuestion]
  /// Who is invited.
  public var invites: InvitationRule
  /// Played after the last answer.
  public var thanks: PromptName?

  /// Describes a survey.
  public init(
    name: String,
    questions: [SurveyQuestion],
    invites: InvitationRule = .always,
    thanks: PromptName? = nil
  ) {
    self.name = name
    self.questions = questions
    self.invites = invites
    self.thanks = thanks
  }

  /// The question that follows a question after an answer; `nil` when it was the last one.
  public func question(after question: SurveyQuestion, answered answer: String) -> SurveyQuestion? {
    switch question.next(after: answer) {
    case .end: nil
    case .question(let name): questions.first { $0.name == name }
    case .following:
      questions.firstIndex { $0.name == question.name }
        .flatMap { $0 + 1 < questions.count ? questions[$0 + 1] : nil }
    }
  }
}

/// One question of a survey.
public struct SurveyQuestion: Equatable, Sendable {
  /// Its name in rows and reports.
  public var name: String
  /// What it asks for.
  public var kind: Kind
  /// What is asked.
  public var question: KeyQuestion
  /// What the keys mean in reports; a comment has none.
  public var answers: [Answer]
  /// Which answers are those of a satisfied caller; empty when the question asks no such thing.
  public var satisfied: [String]
  /// Where answers lead that do not lead to the question below.
  public var branches: [Branch]
  /// The longest comment.
  public var longest: Duration
  /// How much silence ends a comment.
  public var pause: Duration

  /// Describes a question.
  public init(
    name: String,
    _ question: KeyQuestion,
    kind: Kind = .choice,
    answers: [Answer],
    satisfied: [String] = [],
    branches: [Branch] = [],
    longest: Duration = .seconds(60),
    pause: Duration = .seconds(4)
  ) {
    self.name = name
    self.kind = kind
    self.question = question
    self.answers = answers
    self.satisfied = satisfied
    self.branches = branches
    self.longest = longest
    self.pause = pause
  }

  /// What a question asks for, and so how its answers are counted.
  public enum Kind: String, Sendable {
    /// One of some answers.
    case choice
    /// Satisfied, neither, dissatisfied: CSAT.
    case satisfaction
    /// 1 to 5, of which the top two are satisfied: CSAT.
    case rating
    /// How likely it is that the caller recommends us, 0 to 10: NPS.
    case nps
    /// Words, which are recorded.
    case comment
  }

  /// An answer and what it means.
  public struct Answer: Equatable, Sendable {
    /// The keys, `10` for one.
    public var keys: String
    /// What they mean.
    public var meaning: String

    /// Describes an answer.
    public init(_ keys: String, _ meaning: String) {
      self.keys = keys
      self.meaning = meaning
    }
  }

  /// Where an answer leads.
  public struct Branch: Equatable, Sendable {
    /// The answer; empty stands for every one that has no branch of its own.
    public var answer: String
    /// What follows.
    public var next: Next

    /// Describes a branch.
    public init(_ answer: String, _ next: Next) {
      self.answer = answer
      self.next = next
    }
  }

  /// What follows an answer.
  public enum Next: Equatable, Sendable {
    /// The question below this one.
    case following
    /// Another question.
    case question(String)
    /// The thanks.
    case end
  }

  /// What keys mean; `nil` when they are no answer.
  public func meaning(of keys: String) -> String? {
    answers.first { $0.keys == keys }?.meaning
  }

  /// Whether more keys could make another answer of these.
  public func couldGoOn(after keys: String) -> Bool {
    answers.contains { $0.keys.utf8.count > keys.utf8.count && $0.keys.hasPrefix(keys) }
  }

  /// Whether an answer is that of a satisfied caller; `nil` when the question asks no such thing.
  public func isSatisfied(_ keys: String) -> Bool? {
    satisfied.isEmpty ? nil : satisfied.contains(keys)
  }

  /// Where an answer leads.
  public func next(after answer: String) -> Next {
    let branch =
      branches.first { $0.answer == answer } ?? branches.first { $0.answer.isEmpty }
    return branch?.next ?? .following
  }
}

// MARK: - The published form

extension SurveyQuestion {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("name", name)
    if kind != .choice { flat.append("kind", kind.rawValue) }
    question.append(to: &flat) { flat in
      for answer in answers { flat.append("answer", "\(answer.keys) \(answer.meaning)") }
      for keys in satisfied { flat.append("satisfied", keys) }
      for branch in branches { flat.append("next", "\(branch.answer) \(branch.next.text)") }
    }
    if kind == .comment {
      flat.append("longest", longest.milliseconds)
      flat.append("pause", pause.milliseconds)
    }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let name = flat["name"],
      let kind = flat["kind"].map({ Kind(rawValue: $0) }) ?? .choice,
      let question = KeyQuestion(flat)
    else { return nil }
    self.init(name: name, question, kind: kind, answers: [])
    for line in flat.all("answer") {
      let (keys, meaning) = Self.cut(line)
      guard !keys.isEmpty else { return nil }
      answers.append(Answer(keys, meaning))
    }
    satisfied = flat.all("satisfied")
    for line in flat.all("next") {
      let (answer, next) = Self.cut(line)
      branches.append(Branch(answer, Next(next)))
    }
    guard kind == .comment else { return }
    if let time = flat["longest"].flatMap(Int.init) { longest = .milliseconds(time) }
    if let time = flat["pause"].flatMap(Int.init) { pause = .milliseconds(time) }
  }

  /// A line's first word, and all that follows the blank behind it.
  private static func cut(_ line: String) -> (word: String, rest: String) {
    let bytes = line.utf8
    guard let blank = bytes.firstIndex(of: UInt8(ascii: " ")) else { return (line, "") }
    return (String(line[..<blank]), String(line[bytes.index(after: blank)...]))
  }
}

extension SurveyQuestion.Next {
  /// `end`, `following`, or a question's name behind a colon, so that a name can be any word.
  fileprivate var text: String {
    switch self {
    case .end: "end"
    case .following: "following"
    case .question(let name): ":" + name
    }
  }

  fileprivate init(_ text: String) {
    self =
      switch text {
      case "end": .end
      case "following": .following
      default: .question(String(text.dropFirst()))
      }
  }
}
