extension Call {
  /// Asks for digits: plays prompts, which any key cuts, and collects the answer.
  ///
  /// ```swift
  /// guard let account = try call.ask("enter-account", for: .digits(6)).digits else { ... }
  /// ```
  ///
  /// Digits typed ahead of the question count as its answer, and its prompts are not played then.
  ///
  /// - Returns: The answer, or what was wrong with it at the last attempt.
  /// - Throws: ``AGIError`` with code `missingFile` or `hangup`.
  public func ask(
    _ prompts: Prompt...,
    for rules: EntryRules = EntryRules()
  )
    throws(AGIError) -> Entry
  {
    try ask(prompts, for: rules)
  }

  /// Asks with a list of prompts, as ``ask(_:for:)-(Prompt...,_)`` does.
  public func ask(
    _ prompts: [Prompt],
    for rules: EntryRules = EntryRules()
  )
    throws(AGIError) -> Entry
  {
    try ask(prompts, for: rules, secret: false)
  }

  /// Asks for digits that no log may show: traces get `****`, and so does whoever prints them.
  ///
  /// Asterisk's own log and its DTMF events still see keys: leave `dtmf` out of logger.conf, and
  /// mute the recording meanwhile.
  ///
  /// - Returns: The digits, or `nil` after the last attempt.
  public func askSecret(
    _ prompts: Prompt...,
    for rules: EntryRules = EntryRules()
  )
    throws(AGIError) -> Secret?
  {
    try ask(prompts, for: rules, secret: true).digits.map(Secret.init)
  }

  private func ask(
    _ prompts: [Prompt],
    for rules: EntryRules,
    secret: Bool
  )
    throws(AGIError) -> Entry
  {
    var entry = Entry.silence
    for attempt in 1...max(1, rules.attempts) {
      entry = try rules.judge(collect(prompts, by: rules, secret: secret))
      switch entry {
      case .digits: return entry
      case .invalid: try playBetween(rules.invalid, attempt, of: rules)
      case .silence: try playBetween(rules.silence, attempt, of: rules)
      }
    }
    return entry
  }

  /// What is said before the next attempt may be cut by its answer; after the last one it is heard.
  private func playBetween(
    _ prompts: [Prompt],
    _ attempt: Int,
    of rules: EntryRules
  )
    throws(AGIError)
  {
    typedAhead.removeAll()
    try play(prompts, cutBy: attempt < rules.attempts ? .keypad : [])
  }

  /// One attempt: its digits, empty for silence.
  private func collect(
    _ prompts: [Prompt],
    by rules: EntryRules,
    secret: Bool
  )
    throws(AGIError) -> String
  {
    var digits = ""
    if typedAhead.isEmpty { try play(prompts, cutBy: .keypad) }
    while digits.utf8.count < rules.length.upperBound {
      let next: Digit?
      if !typedAhead.isEmpty {
        next = typedAhead.removeFirst()
      } else if digits.isEmpty {
        next = try waitForDigit(timeout: rules.firstDigit, secret: secret)
      } else if rules.terminators == "#", !rules.allowed.contains("#") {
        return try digits + collectRest(after: digits, by: rules, secret: secret)
      } else {
        next = try waitForDigit(timeout: rules.betweenDigits, secret: secret)
      }
      guard let next, !rules.terminators.contains(next) else { return digits }
      digits += next.description
    }
    return digits
  }

  /// The digits after the first, in one command: between two commands Asterisk drops a key.
  private func collectRest(
    after digits: String,
    by rules: EntryRules,
    secret: Bool
  )
    throws(AGIError) -> String
  {
    try getData(
      "",
      timeout: rules.betweenDigits,
      maximum: rules.length.upperBound - digits.utf8.count,
      secret: secret
    ).digits
  }

  /// Offers choices by one key each, and returns the chosen value.
  ///
  /// ```swift
  /// let queue = try call.menu("menu-main", choices: ["1": "sales", "2": "support"])
  /// ```
  ///
  /// - Parameter rules: Timeouts, attempts and what is played in between; length, allowed digits
  ///   and validation follow from the choices.
  /// - Returns: The value, or `nil` when the attempts are used up.
  public func menu<Choice>(
    _ prompts: Prompt...,
    choices: [Digit: Choice],
    rules: EntryRules = EntryRules()
  ) throws(AGIError) -> Choice? {
    var rules = rules
    rules.length = 1...1
    rules.allowed = choices.keys.reduce(into: []) { $0.formUnion(DigitSet($1)) }
    rules.terminators.subtract(rules.allowed)
    rules.isValid = { _ in true }
    guard let key = try ask(prompts, for: rules).digits?.first.flatMap(Digit.init) else {
      return nil
    }
    return choices[key]
  }
}
