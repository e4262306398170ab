extension Call {
  /// Asks for digits: plays prompts, which any key cuts, and collects the answer.
  ///
  /// ```swift
  /// guard let account = try call.ask("enter-account", for: .digits(6)).digits else { return }
  /// ```
  ///
  /// Keys that were pressed ahead of the question are its answer's first ones, and its prompts are
  /// not played then. A key that ends the answer alone, `#` say, is an answer without digits: see
  /// ``EntryRules/length``.
  ///
  /// - Parameters:
  ///   - prompts: The question.
  ///   - rules: How many digits, which, how long, how often.
  /// - Returns: The answer, or what was wrong with it at the last attempt.
  /// - Throws: ``AGIError`` with code `missingFile` or `hangup`.
  public func ask(
    _ prompts: Prompt...,
    for rules: EntryRules = EntryRules()
  ) throws(AGIError) -> Entry {
    try ask(prompts, for: rules)
  }

  /// Asks with a list of prompts, as ``ask(_:for:)-(Prompt...,_)`` does.
  public func ask(
    _ prompts: [Prompt],
    for rules: EntryRules = EntryRules()
  ) throws(AGIError) -> Entry {
    try ask(prompts, for: rules, hiding: .nothing)
  }

  /// Asks for digits that no log may show: traces get `****`, and so does whoever prints them.
  ///
  /// Asterisk's own log and its DTMF events still see keys: leave `dtmf` out of logger.conf, and
  /// mute the recording meanwhile.
  ///
  /// - Parameters:
  ///   - prompts: The question.
  ///   - rules: How many digits, which, how long, how often.
  /// - Returns: The digits, or `nil` after the last attempt.
  /// - Throws: ``AGIError`` with code `missingFile` or `hangup`.
  public func askSecret(
    _ prompts: Prompt...,
    for rules: EntryRules = EntryRules()
  ) throws(AGIError) -> Secret? {
    try askSecret(prompts, for: rules)
  }

  /// Asks with a list of prompts, as ``askSecret(_:for:)-(Prompt...,_)`` does.
  public func askSecret(
    _ prompts: [Prompt],
    for rules: EntryRules = EntryRules()
  ) throws(AGIError) -> Secret? {
    try ask(prompts, for: rules, hiding: .reply).digits.map(Secret.init)
  }

  /// Offers choices by one key each, and returns the chosen value.
  ///
  /// ```swift
  /// let queue = try call.menu("menu-main", choices: ["1": "sales", "2": "support"])
  /// ```
  ///
  /// - Parameters:
  ///   - prompts: What is offered.
  ///   - choices: A value for each key.
  ///   - rules: Timeouts, attempts and what is played in between; length, allowed digits and
  ///     validation follow from the choices.
  /// - Returns: The value, or `nil` when the attempts are used up.
  /// - Throws: ``AGIError`` with code `missingFile` or `hangup`.
  public func menu<Choice>(
    _ prompts: Prompt...,
    choices: [Digit: Choice],
    rules: EntryRules = EntryRules()
  ) throws(AGIError) -> Choice? {
    try menu(prompts, choices: choices, rules: rules)
  }

  /// Offers choices with a list of prompts, as ``menu(_:choices:rules:)-(Prompt...,_,_)`` does.
  public func menu<Choice>(
    _ prompts: [Prompt],
    choices: [Digit: Choice],
    rules: EntryRules = EntryRules()
  ) throws(AGIError) -> Choice? {
    var rules = rules
    rules.length = 1...1
    rules.allowed = choices.keys.reduce(into: []) { $0.formUnion(DigitSet($1)) }
    rules.terminators.subtract(rules.allowed)
    rules.isValid = { _ in true }
    let entry = try ask(prompts, for: rules)
    return entry.digits?.first.flatMap(Digit.init).flatMap { choices[$0] }
  }

  // MARK: - One question, several attempts

  private func ask(
    _ prompts: [Prompt],
    for rules: EntryRules,
    hiding hidden: Hidden
  ) throws(AGIError) -> Entry {
    var entry = Entry.silence
    for attempt in 1...max(1, rules.attempts) {
      entry = rules.judge(try collect(prompts, by: rules, hiding: hidden))
      let reaction: [Prompt]
      switch entry {
      case .digits: return entry
      case .invalid: reaction = rules.invalid
      case .silence: reaction = rules.silence
      }
      // What else was typed with a wrong answer is no answer to the next attempt. A key that cuts
      // the reaction is; after the last attempt there is none, and the reaction is heard whole.
      typedAhead.removeAll()
      let isLast = attempt >= rules.attempts
      try play(reaction, cutBy: isLast ? [] : rules.keys, hiding: hidden)
    }
    return entry
  }

  private func collect(
    _ prompts: [Prompt],
    by rules: EntryRules,
    hiding hidden: Hidden
  ) throws(AGIError) -> CollectedDigits {
    var digits = ""
    if typedAhead.isEmpty { try play(prompts, cutBy: rules.keys, hiding: hidden) }
    while digits.utf8.count < rules.length.upperBound {
      let isFirst = digits.isEmpty
      let key: Digit?
      if !typedAhead.isEmpty {
        key = typedAhead.removeFirst()
      } else if !isFirst, rules.terminators == "#", !rules.allowed.contains("#") {
        return try collectRest(after: digits, by: rules, hiding: hidden)
      } else {
        key = try waitForDigit(
          timeout: isFirst ? rules.firstDigit : rules.betweenDigits,
          hiding: hidden
        )
      }
      guard let key else { return CollectedDigits(digits: digits, timedOut: true) }
      if rules.terminators.contains(key) { break }
      digits += key.description
    }
    return CollectedDigits(digits: digits, timedOut: false)
  }

  /// The digits after the first, in one command: between two commands Asterisk drops a key.
  private func collectRest(
    after digits: String,
    by rules: EntryRules,
    hiding hidden: Hidden
  ) throws(AGIError) -> CollectedDigits {
    let rest = try getData(
      "",
      timeout: max(rules.betweenDigits, .milliseconds(1)),
      maximum: rules.length.upperBound - digits.utf8.count,
      hiding: hidden
    )
    return CollectedDigits(digits: digits + rest.digits, timedOut: rest.timedOut)
  }
}
