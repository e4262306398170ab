/// One answer.
public struct SurveyAnswer: Equatable, Sendable {
  /// The question's name.
  public var question: String
  /// When it was given.
  public var at: Timestamp
  /// The keys as they were pressed; empty for a comment.
  public var answer: String
  /// What they mean.
  public var meaning: String
  /// What the question asked for.
  public var kind: SurveyQuestion.Kind
  /// Whether it is the answer of a satisfied caller; `nil` when the question asks no such thing.
  public var isSatisfied: Bool?
  /// What was said, for a comment.
  public var comment: Comment?

  /// Describes an answer.
  public init(
    question: String,
    at moment: Timestamp,
    answer: String,
    meaning: String,
    kind: SurveyQuestion.Kind = .choice,
    isSatisfied: Bool? = nil,
    comment: Comment? = nil
  ) {
    self.question = question
    at = moment
    self.answer = answer
    self.meaning = meaning
    self.kind = kind
    self.isSatisfied = isSatisfied
    self.comment = comment
  }

  /// A recorded comment.
  public struct Comment: Equatable, Sendable {
    /// The file, with its folder and its ending.
    public var file: String
    /// How long it is.
    public var milliseconds: Int

    /// Describes a comment.
    public init(file: String, milliseconds: Int) {
      self.file = file
      self.milliseconds = milliseconds
    }
  }
}
