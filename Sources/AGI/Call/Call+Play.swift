extension Call {
  /// Plays prompts one after the other.
  ///
  /// - Parameters:
  ///   - prompts: Files and spoken values.
  ///   - keys: Keys that cut the prompts and skip the rest. A key that did waits for the next
  ///     ``ask(_:for:)``, ``askSecret(_:for:)`` or ``menu(_:choices:rules:)``, so nothing that a hurried
  ///     caller types is lost. Other keys are ignored.
  /// - Returns: The key that cut the prompts; `nil` when they played to their end.
  /// - Throws: ``AGIError`` with code `missingFile` or `hangup`.
  @discardableResult
  public func play(_ prompts: Prompt..., cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    try play(prompts, cutBy: keys)
  }

  /// Plays a list of prompts, as ``play(_:cutBy:)-(Prompt...,_)`` does.
  @discardableResult
  public func play(_ prompts: [Prompt], cutBy keys: DigitSet = []) throws(AGIError) -> Digit? {
    if let waiting = typedAhead.first, keys.contains(waiting) { return waiting }
    for prompt in prompts {
      if let digit = try speak(prompt, escape: keys) {
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

  private func speak(_ prompt: Prompt, escape: DigitSet) throws(AGIError) -> Digit? {
    let keys = Argument.text(escape.text)
    switch prompt {
    case .file(let name):
      return try streamFile(name, escape: escape).digit
    case .digits(let digits):
      return try speak(.sayDigits, [.text(digits), keys])
    case .number(let number, let gender):
      return try speak(
        .sayNumber,
        [.number(number), keys] + (gender.map { [.text($0)] } ?? [])
      )
    case .letters(let text):
      return try speak(.sayAlpha, [.text(text), keys])
    case .phonetic(let text):
      return try speak(.sayPhonetic, [.text(text), keys])
    case .date(let time):
      return try speak(.sayDate, [.number(time), keys])
    case .time(let time):
      return try speak(.sayTime, [.number(time), keys])
    case .dateTime(let time, let format, let zone):
      var arguments: [Argument] = [.number(time), keys]
      if format != nil || zone != nil { arguments.append(.text(format ?? "ABdY 'digits/at' IMp")) }
      if let zone { arguments.append(.text(zone)) }
      return try speak(.sayDatetime, arguments)
    case .money(let money):
      for part in money.prompts {
        if let digit = try speak(part, escape: escape) { return digit }
      }
      return nil
    }
  }

  private func speak(
    _ command: CommandName,
    _ arguments: [Argument]
  ) throws(AGIError) -> Digit? {
    let reply = try channelCommand(
      command,
      arguments,
      failure: .missingFile,
      reason: "a sound file of the value is missing"
    )
    return try digit(in: reply)
  }
}
