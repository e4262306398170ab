extension ScriptedAsterisk {
  /// Answers as a recorded Asterisk did: the n-th action of a name gets what followed the n-th of that name
  /// there, up to the client's next word, with this client's `ActionID`.
  ///
  /// `Challenge`, `Login` and `Logoff` stay as they are here. A recording that knows no more of a name
  /// answers with an error.
  public func replay(_ session: RecordedSession) {
    for (name, answers) in RecordedAnswers(session).byName
    where !["challenge", "login", "logoff"].contains(name) {
      let left = RecordedAnswers.Left(answers)
      answer(name) { _ in left.next() }
    }
  }
}
