extension Call {
  /// Plays prompts one after the other.
  ///
  /// - Parameters:
  ///   - prompts: Files and spoken values.
  ///   - keys: Keys that cut the prompts and skip the rest. A key that did waits for the next
  ///     question or menu, so nothing that a hurried caller types is lost. Other keys are ignored.
  /// - Returns: The key that cut the prompts; `nil` when they played to their end.
  /// - Throws: ``AGIError`` with code `missingFile` or `hangup`.
  @discardableResult
  public func play(_ prompts: Prompt..., cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play(prompts, cutBy: keys)
  }

  /// Plays a list of prompts, as ``play(_:cutBy:)-(Prompt...,_)`` does.
  @discardableResult
  public func play(_ prompts: [Prompt], cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play(prompts, cutBy: keys, hiding: .nothing)
  }

  /// Plays prompts before a secret is asked for: a key that cuts them is the first of it, and no
  /// trace shows it.
  @discardableResult
  public func playBeforeSecret(
    _ prompts: [Prompt],
    cutBy keys: DigitSet = .keypad
  ) throws(AGIError) -> Bool {
    try play(prompts, cutBy: keys, hiding: .reply) != nil
  }

  @discardableResult
  func play(
    _ prompts: [Prompt],
    cutBy keys: DigitSet,
    hiding hidden: Hidden
  ) throws(AGIError) -> Digit? {
    if let waiting = typedAhead.first, keys.contains(waiting) { return waiting }
    for prompt in prompts {
      if let digit = try speak(prompt, escape: keys, hiding: hidden) {
        typedAhead.append(digit)
        return digit
      }
    }
    return nil
  }

  /// Says one value: digits, a number, a date, money.
  @discardableResult
  public func say(_ value: Prompt, cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play([value], cutBy: keys)
  }

  /// Says digits one by one.
  @discardableResult
  public func say(digits: String, cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play([.digits(digits)], cutBy: keys)
  }

  /// Says a number.
  @discardableResult
  public func say(number: Int, cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play([.number(number)], cutBy: keys)
  }

  /// Says the date of a Unix time in seconds.
  @discardableResult
  public func say(date unixTime: Int, cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play([.date(unixTime)], cutBy: keys)
  }

  /// Says an amount of money.
  @discardableResult
  public func say(money: Money, cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play([.money(money)], cutBy: keys)
  }

  private func speak(
    _ prompt: Prompt,
    escape: DigitSet,
    hiding hidden: Hidden
  ) throws(AGIError) -> Digit? {
    func say(_ command: CommandName, _ arguments: Argument?...) throws(AGIError) -> Digit? {
      let reply = try channelCommand(
        command,
        arguments.compactMap(\.self),
        failure: .missingFile,
        reason: "a sound file of the value is missing",
        hiding: hidden
      )
      return try digit(in: reply, hiding: hidden)
    }
    let keys = Argument.text(escape.text)
    switch prompt {
    case .file(let name):
      return try streamFile(name, escape: escape, offset: nil, hiding: hidden).digit
    case .digits(let digits):
      return try say(.sayDigits, .text(digits), keys)
    case .number(let number, let gender):
      return try say(.sayNumber, .number(number), keys, gender.map(Argument.text))
    case .letters(let text):
      return try say(.sayAlpha, .text(text), keys)
    case .phonetic(let text):
      return try say(.sayPhonetic, .text(text), keys)
    case .date(let time):
      return try say(.sayDate, .number(time), keys)
    case .time(let time):
      return try say(.sayTime, .number(time), keys)
    case .dateTime(let time, let format, let zone):
      let format = format ?? zone.map { _ in "ABdY 'digits/at' IMp" }
      return try say(
        .sayDatetime,
        .number(time),
        keys,
        format.map(Argument.text),
        zone.map(Argument.text)
      )
    case .money(let money):
      for part in money.prompts {
        if let digit = try speak(part, escape: escape, hiding: hidden) { return digit }
      }
      return nil
    }
  }
}
