import Records
import Yams

extension SurveyReader {
  private static let kinds: [SurveyQuestion.Kind] = [
    .choice, .satisfaction, .rating, .nps, .comment,
  ]

  /// Reads one question; what it may say depends on what it asks for.
  mutating func question(_ name: String, _ section: Section) -> SurveyQuestion? {
    guard let kind = kind(section) else { return nil }
    allow(section, kind)
    guard let ask = section.needed("ask", example: "ask: survey-question")?.prompts() else {
      return nil
    }
    var manner = KeyQuestion(ask, attempts: kind == .comment ? 1 : 2)
    if kind != .comment { section.readManner(of: &manner) }
    var question = SurveyQuestion(name: name, manner, kind: kind, answers: [])
    guard readAnswers(of: &question, section) else { return nil }
    readSatisfied(of: &question, section)
    if kind == .comment {
      if let time = section["longest"]?.speakingTime(upTo: 300) { question.longest = time }
      if let time = section["pause"]?.speakingTime(upTo: 20) { question.pause = time }
    }
    if let item = section["next"] { readBranches(of: &question, item) }
    return question
  }

  private func kind(_ section: Section) -> SurveyQuestion.Kind? {
    guard let item = section["kind"] else { return .choice }
    guard let text = item.text(example: "satisfaction") else { return nil }
    guard let kind = SurveyQuestion.Kind(rawValue: text) else {
      item.report(.unknownKind(text, known: Self.kinds.map(\.rawValue)))
      return nil
    }
    return kind
  }

  private func allow(_ section: Section, _ kind: SurveyQuestion.Kind) {
    var keys: Section.Keys = [("ask", "survey-question"), ("kind", "satisfaction")]
    switch kind {
    case .choice, .satisfaction, .rating:
      keys += [("answers", "{1: satisfied}"), ("satisfied", "[1]")]
    case .nps: break
    case .comment: keys += [("longest", "60s"), ("pause", "4s")]
    }
    if kind != .comment { keys += Section.mannerKeys }
    section.allow(keys + [("next", "{3: reason}")])
  }

  // MARK: Answers

  /// - Returns: Whether the question can be asked.
  private func readAnswers(of question: inout SurveyQuestion, _ section: Section) -> Bool {
    switch question.kind {
    case .comment: return true
    case .nps:
      question.answers = (0...10).map { .init(String($0), String($0)) }
      return true
    case .rating:
      question.answers = (1...5).map { .init(String($0), String($0)) }
      question.satisfied = ["4", "5"]
    case .satisfaction:
      question.answers = [
        .init("1", "satisfied"), .init("2", "neutral"), .init("3", "dissatisfied"),
      ]
      question.satisfied = ["1"]
    case .choice:
      guard section.needed("answers", example: "answers: {1: satisfied}") != nil else {
        return false
      }
    }
    guard let item = section["answers"] else { return true }
    guard let answers = item.section(example: "1: satisfied") else { return false }
    question.answers = answers.items.compactMap { key, value in
      guard let digit = key.phoneKey(), let meaning = value.text(example: "satisfied") else {
        return nil
      }
      return .init(String(digit), meaning)
    }
    if question.kind == .rating {
      // A scale has all of its five steps, whatever they are called.
      let keys = question.answers.map(\.keys).sorted()
      if keys != ["1", "2", "3", "4", "5"] { item.report(.noScale) }
    }
    return true
  }

  private func readSatisfied(of question: inout SurveyQuestion, _ section: Section) {
    let known = question.answers.map(\.keys)
    if let item = section["satisfied"] {
      question.satisfied = item.list.compactMap { item in
        guard let keys = item.text(example: "1") else { return nil }
        guard known.contains(keys) else {
          item.report(.unknownAnswer(keys, known: known))
          return nil
        }
        return keys
      }
    } else if let item = section["answers"], !question.satisfied.allSatisfy(known.contains) {
      item.report(.satisfiedIsUnsaid(question.satisfied))
    }
  }

  // MARK: Branches

  private mutating func readBranches(of question: inout SurveyQuestion, _ item: Item) {
    if item.node.scalar != nil {
      if let next = next(item) { question.branches = [.init("", next)] }
      return
    }
    guard question.kind != .comment else {
      item.report(.unexpected(found: item.node.kind, example: "next: end"))
      return
    }
    guard let section = item.section(example: "next: {3: reason}") else { return }
    let known = question.answers.map(\.keys)
    for (key, value) in section.items {
      guard let keys = key.text(example: "3") else { continue }
      guard known.contains(keys) else {
        key.report(.unknownAnswer(keys, known: known))
        continue
      }
      if let next = next(value) { question.branches.append(.init(keys, next)) }
    }
  }

  private mutating func next(_ item: Item) -> SurveyQuestion.Next? {
    guard let name = item.text(example: "reason") else { return nil }
    if name == Self.end { return .end }
    remember(name, at: item)
    return .question(name)
  }
}

extension Item {
  /// A share of a hundred: `25%`, or `25`.
  func percentage() -> Int? {
    guard let text = text(example: "25%") else { return nil }
    let number = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let share = Int(number), (1...100).contains(share) else {
      report(.outOfBounds(found: "\"\(text)\"", lowest: 1, highest: 100))
      return nil
    }
    return share
  }

  /// How long a caller may speak: `60s` or `2m`.
  func speakingTime(upTo highest: Int) -> Duration? {
    guard let text = text(example: "60s") else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = ["s": 1, "m": 60]
    guard let unit = units[String(text.dropFirst(digits.count))], let number = Int(digits) else {
      report(.unexpected(found: "\"\(text)\"", example: "60s"))
      return nil
    }
    let (seconds, isTooMany) = number.multipliedReportingOverflow(by: unit)
    guard !isTooMany, (1...highest).contains(seconds) else {
      report(.outOfBounds(found: "\"\(text)\"", lowest: 1, highest: highest))
      return nil
    }
    return .seconds(seconds)
  }
}
