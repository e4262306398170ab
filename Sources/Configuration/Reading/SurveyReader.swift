import Records
import Yams

/// Reads `surveys/NAME.yaml`: what a caller is asked after the call.
struct SurveyReader {
  var survey: Survey
  /// Where each question was written, in order.
  private(set) var places: [(name: String, item: Item)] = []
  /// Questions that branches name, with where.
  private var branches: [(question: String, item: Item)] = []

  private static let example = "satisfaction: {ask: survey-question, kind: satisfaction}"

  init?(name: String, _ root: Section) {
    survey = Survey(name: name, questions: [])
    root.allow([
      ("questions", "{\(Self.example)}"), ("invite", "always"), ("thanks", "survey-thanks"),
      Section.languageKey,
    ])
    root.readLanguage()
    survey.thanks = root["thanks"]?.prompt()
    if let item = root["invite"] { survey.invites = Self.invites(item) }
    guard
      let section = root.needed("questions", example: "questions: {\(Self.example)}")?
        .section(example: Self.example)
    else { return nil }
    for (key, value) in section.items {
      guard let name = key.text(example: "satisfaction") else { continue }
      guard Name.isReadable(name), name != SurveyReader.end else {
        key.report(.badName(name))
        continue
      }
      places.append((name, key))
      if let section = value.section(example: "{ask: survey-question, kind: satisfaction}"),
        let question = question(name, section)
      {
        survey.questions.append(question)
      }
    }
    checkBranches()
  }

  /// Leads to the thanks.
  static let end = "end"

  // MARK: Invitations

  private static func invites(_ item: Item) -> InvitationRule {
    if item.node.scalar?.string == "always" { return .always }
    guard let section = item.section(example: "invite: {share: 25%, days: 30}") else {
      return .always
    }
    section.allow([("share", "25%"), ("days", "30")])
    var rule = InvitationRule.always
    if let share = section["share"]?.percentage() { rule.share = share }
    if let days = section["days"]?.integer(from: 1, to: 3_650) { rule.restDays = days }
    return rule
  }

  // MARK: Branches

  mutating func remember(_ question: String, at item: Item) {
    branches.append((question, item))
  }

  private func checkBranches() {
    let known = places.map(\.name)
    for (question, item) in branches where !known.contains(question) {
      item.report(.unknownQuestion(question, known: known + [Self.end]))
    }
    // What could not be read has its mistake; its ways are not known.
    guard survey.questions.count == places.count else { return }
    let ways = Dictionary(uniqueKeysWithValues: survey.questions.map { ($0.name, ahead(of: $0)) })
    var reached: Set<String> = []
    var waiting = known.prefix(1).map { $0 }
    while let here = waiting.popLast() {
      if reached.insert(here).inserted { waiting += ways[here] ?? [] }
    }
    for (name, item) in places where !reached.contains(name) {
      item.report(.unreachableQuestion(name))
    }
    for (name, item) in places {
      guard let circle = circle(from: name, ways) else { continue }
      item.report(.circleOfQuestions(circle))
      return
    }
  }

  /// The questions that an answer to a question can lead to.
  private func ahead(of question: SurveyQuestion) -> [String] {
    let answers = question.kind == .comment ? [""] : question.answers.map(\.keys)
    let next = answers.compactMap { survey.question(after: question, answered: $0)?.name }
    return Array(Set(next)).sorted()
  }

  /// The way from a question back to itself; `nil` when there is none.
  private func circle(from start: String, _ ways: [String: [String]]) -> [String]? {
    var before: [String: String] = [:]
    var waiting = [start]
    while !waiting.isEmpty {
      let here = waiting.removeFirst()
      for next in ways[here] ?? [] {
        if next == start {
          var circle = [here]
          while let last = circle.last, last != start { circle.append(before[last] ?? start) }
          return circle.reversed()
        }
        if before[next] == nil {
          before[next] = here
          waiting.append(next)
        }
      }
    }
    return nil
  }
}
