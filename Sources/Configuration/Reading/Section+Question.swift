import Records

extension Section {
  /// The keys that ``readManner(of:)`` reads.
  static let mannerKeys: Keys = [
    ("attempts", "3"), ("wait", "5s"), ("wrong", "wrong-key"), ("silence", "no-input"),
  ]

  /// Reads what menus and surveys write alike: how often they ask, how long they wait, and what
  /// they play when that was in vain.
  func readManner(of question: inout KeyQuestion) {
    if let attempts = self["attempts"]?.integer(from: 1, to: 20) { question.attempts = attempts }
    if let wait = self["wait"]?.duration() { question.wait = wait }
    question.wrong = self["wrong"]?.prompt()
    question.silence = self["silence"]?.prompt()
  }
}
