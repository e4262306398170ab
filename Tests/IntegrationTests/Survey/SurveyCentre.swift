import Laboratory
import Phone

/// A centre that asks more than one question, and calls back.
enum SurveyCentre {
  private static let result = Result {
    try Centre(
      "survey",
      queues: queues,
      values: [
        "SWB_TRUNK": "laboratory-trunk", "SWB_OUTBOUND_SURVEY": "short",
        "SWB_QUEUE_TIMEOUT": "30",
      ],
      yaml: [
        "surveys/satisfaction.yaml": survey, "surveys/short.yaml": short,
        "surveys/rare.yaml": rare, "ivr/main.yaml": flow,
      ],
      dialplan: """
        [switchboard-outbound](+)
        exten => _9X!,1,Goto(switchboard-trunk,${EXTEN:1},1)

        """
    )
  }

  private static let queues = [
    "sales": ["1001"], "support": ["1002"], "vip": ["1003"],
    "whole": ["1004"], "mandarin": ["1005"], "leaving": ["1006"], "commenting": ["1007"],
    "blind": ["1009"], "consulting": ["1010"], "sending": ["1011"],
    "returning": ["1012"],
  ]

  /// Whoever is not satisfied says why.
  private static let survey = """
    questions:
      satisfaction:
        kind: satisfaction
        ask: survey-question
        answers: {1: good, 2: fair, 3: poor}
        next: {1: recommend, 2: recommend}
      reason:
        kind: comment
        ask: survey-comment
        longest: 20s
        pause: 2s
      recommend:
        kind: nps
        ask: survey-recommend
    thanks: survey-thanks
    """

  private static let short = """
    questions:
      satisfaction:
        kind: satisfaction
        ask: survey-question
    thanks: survey-thanks
    """

  /// Nobody's call is of this share twice: the number is left alone.
  private static let rare = """
    invite: {share: 100%, days: 30}
    questions:
      satisfaction:
        kind: satisfaction
        ask: survey-question
    """

  private static let flow = """
    nodes:
      choice:
        menu: menu-main
        keys:
          1: callback sales
          2: survey rare
          3: callback returning
        attempts: 1
        otherwise: hangup
    """

  static func open() throws -> Centre {
    try result.get()
  }

  static func scene<Result: Sendable>(
    _ body: @escaping @Sendable (Centre) throws -> Result
  ) async throws -> Result {
    try await open().scene(body)
  }
}

extension OutsideCall {
  /// Presses a key of the menu, as soon as it is heard.
  func choose(_ key: String) throws {
    try phone.waitToHear("switchboard/menu-main", within: .seconds(15))
    try phone.press(key)
  }

  /// What a survey knows of the call once it is over.
  func survey() throws -> Story.Survey {
    _ = try waitForEnding()
    let surveys = try centre.story(of: uniqueID()).surveys
    guard surveys.count == 1 else { throw Surprise("\(surveys.count) invitations") }
    return surveys[0]
  }
}
