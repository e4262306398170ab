extension Mistake {
  /// A question of a survey asks for nothing of that name.
  public static func unknownKind(_ kind: String, known: [String]) -> Mistake {
    Mistake(
      Words("\"\(kind)\" is nothing that a question asks for", "问题没有“\(kind)”这种类型"),
      suggestion(for: kind, among: known)
    )
  }

  /// The question has no such answer.
  public static func unknownAnswer(_ keys: String, known: [String]) -> Mistake {
    Mistake(
      Words("the question has no answer \"\(keys)\"", "该问题没有回答“\(keys)”"),
      suggestion(for: keys, among: known)
    )
  }

  /// The survey has no such question.
  public static func unknownQuestion(_ question: String, known: [String]) -> Mistake {
    Mistake(
      Words("the survey has no question \"\(question)\"", "该问卷没有问题“\(question)”"),
      suggestion(for: question, among: known)
    )
  }

  /// No answer leads to the question.
  public static func unreachableQuestion(_ question: String) -> Mistake {
    Mistake(
      Words("no answer leads to the question \"\(question)\"", "没有回答会通向问题“\(question)”"),
      Words("let a next lead to it, or remove it", "请让某个 next 通向它，或删除它")
    )
  }

  /// Answers lead in a circle, and each question has one answer.
  public static func circleOfQuestions(_ questions: [String]) -> Mistake {
    let way = (questions + questions.prefix(1)).joined(separator: " -> ")
    return Mistake(
      Words("these questions lead back to themselves: \(way)", "这些问题会回到自身：\(way)"),
      Words(
        "nobody is asked a question twice: let next lead to a question further down, or to end",
        "每个问题只问一次：请让 next 通向后面的问题或 end"
      )
    )
  }

  /// A rating has five steps.
  public static let noScale = Mistake(
    Words("a rating has the answers 1 to 5, each once", "评分（rating）的回答是 1 到 5，各一个"),
    Words(
      "name all five, or leave answers out; other answers are kind: choice",
      "请写全五个，或不写 answers；其他回答请用 kind: choice"
    )
  )

  /// The answers are one's own, and which of them are satisfied ones is not said.
  public static func satisfiedIsUnsaid(_ usual: [String]) -> Mistake {
    let keys = usual.joined(separator: ", ")
    return Mistake(
      Words(
        "which answers are those of a satisfied caller is not said, and there is no \(keys)",
        "没有写明哪些回答算满意，而这里没有 \(keys)"
      ),
      Words("write for example satisfied: [2]", "请写，例如 satisfied: [2]")
    )
  }
}
