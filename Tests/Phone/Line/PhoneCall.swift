/// One call of a phone: what was heard, and the fingers on its keys.
///
/// Its waits block the thread, and look for what happened after the last thing that a wait found:
/// a test reads as the call goes.
public final class PhoneCall: Sendable {
  let facts: CallFacts
  let record: Watched<CallRecord>
  /// Who holds a call holds its phone: a phone that nobody holds hangs up.
  private let phone: Phone

  init(_ facts: CallFacts, record: Watched<CallRecord>, phone: Phone) {
    self.facts = facts
    self.record = record
    self.phone = phone
  }

  /// The call's Call-ID.
  public var id: String { facts.id }

  /// Who calls: we, or the other side.
  public var caller: CallerID { facts.caller }

  /// The number that was dialled.
  public var number: String { facts.number }

  /// What has happened so far.
  public var transcript: Transcript { record.read { $0.transcript } }

  /// How the call ended; `nil` while it goes on.
  public var end: CallEnd? { record.read { $0.end } }

  /// The u-law audio that was heard so far.
  public var audio: [UInt8] { record.read { $0.audio } }
}

// MARK: - Doing

extension PhoneCall {
  /// Answers a call that came in.
  public func answer(saying sound: Sound = .silence) {
    phone.loop.post { [id] in $0.answer(id, saying: sound) }
  }

  /// Refuses a call that came in.
  public func reject(_ status: Int = 486) {
    phone.loop.post { [id] in $0.reject(id, status) }
  }

  /// Hangs up; before the answer, gives up.
  public func hangUp() {
    phone.loop.post { [id] in $0.hangUp(id) }
  }

  /// Says something else from now on.
  public func say(_ sound: Sound) {
    phone.loop.post { [id] in $0.say(sound, id) }
  }

  /// Says u-law bytes once, from `Sound.file` or elsewhere, and returns when they have been said.
  public func speak(_ speech: [UInt8]) throws {
    let order = newOrder()
    phone.loop.post { [id] in $0.say(.speech(speech), order: order, id) }
    let length = Duration.microseconds(speech.count * 125)
    try waitFor(order, "speak", within: length + .seconds(15))
  }

  /// Presses keys, one after the other, and returns when the last has been released.
  public func press(_ keys: String, rhythm: Rhythm = .usual) throws {
    guard !keys.isEmpty, keys.allSatisfy(TelephoneEvent.hasKey) else {
      throw PhoneError(code: .order, "\"\(keys)\" are not keys of a phone")
    }
    let order = newOrder()
    phone.loop.post { [id] in $0.press(keys, rhythm: rhythm, order: order, id) }
    let longest = (rhythm.press + rhythm.gap + .milliseconds(40)) * keys.count + .seconds(15)
    try waitFor(order, "press \(keys)", within: longest)
  }

  private func newOrder() -> Int {
    record.changeQuietly { record in
      record.orders += 1
      return record.orders
    }
  }

  private func waitFor(_ order: Int, _ wish: String, within limit: Duration) throws {
    try wait(wish, within: limit) { record -> Bool? in
      record.finishedOrders.contains(order) ? true : nil
    }
  }
}

// MARK: - Waiting

extension PhoneCall {
  /// Waits until the phone at the other end rings, or, for a call that came in, this one.
  public func waitForRinging(within limit: Duration) throws {
    try wait("ring", within: limit) { $0.find { $0 == .rang } }
  }

  /// Waits until the call is answered.
  public func waitForAnswer(within limit: Duration) throws {
    try wait("be answered", within: limit) { record -> Bool? in
      guard record.isAnswered else { return nil }
      _ = record.find { $0 == .answered }
      return true
    }
  }

  /// Waits until a prompt has begun.
  ///
  /// The name may leave out the language: `switchboard/welcome` is also `en/switchboard/welcome`.
  @discardableResult
  public func waitToHear(_ name: String, within limit: Duration) throws -> HeardPrompt {
    try wait("hear \(name)", within: limit) { $0.findPrompt(name) }
  }

  /// Waits until a prompt has been heard to its end: the one that the last wait found, if it has
  /// that name, else the next.
  ///
  /// - Throws: `PhoneError` with code `cut` when it did not play whole.
  @discardableResult
  public func waitToHearAll(of name: String, within limit: Duration) throws -> HeardPrompt {
    let heard = try wait("hear all of \(name)", within: limit) { record -> HeardPrompt? in
      if record.foundPrompt?.isNamed(name) != true { _ = record.findPrompt(name) }
      guard let prompt = record.foundPrompt, prompt.isNamed(name), prompt.isOver else { return nil }
      record.found = nil
      return prompt
    }
    guard heard.isWhole else {
      throw PhoneError(code: .cut, "heard \(heard)\n\(transcript)")
    }
    return heard
  }

  /// Waits until so many digits have been spoken since the call began.
  public func waitToHearDigits(_ count: Int, within limit: Duration) throws -> String {
    try wait("hear \(count) digits", within: limit) { record -> String? in
      // One that begins in its midst is another prompt that ends alike.
      let spoken = record.transcript.prompts.filter { $0.isOver && $0.frames.lowerBound == 0 }
        .compactMap { prompt in (0...9).first { prompt.isNamed("digits/\($0)") } }
      return spoken.count >= count ? spoken.map(String.init).joined() : nil
    }
  }

  /// Waits until the other side has pressed these keys.
  public func waitForKeys(_ keys: String, within limit: Duration) throws {
    try wait("hear the keys \(keys)", within: limit) {
      $0.transcript.heardKeys.hasSuffix(keys) ? true : nil
    }
  }

  /// Waits until exactly these of the possible tones have been heard for a fifth of a second.
  public func waitToHear(
    tones: Set<Int>,
    among possible: [Int],
    within limit: Duration
  ) throws {
    record.changeQuietly { $0.listeners += 1 }
    defer { record.changeQuietly { $0.listeners -= 1 } }
    try wait("hear the tones \(tones.sorted()) only", within: limit) { record -> Bool? in
      guard record.audio.count >= 1_600 else { return nil }
      let heard = ToneMeter.tones(among: possible, in: record.audio.suffix(1_600))
      return heard == tones ? true : nil
    }
  }

  /// Waits until the call is over.
  @discardableResult
  public func waitForHangup(within limit: Duration) throws -> CallEnd {
    let deadline = Moment.now + limit
    if let end = record.wait(until: deadline, for: { $0.end }) { return end }
    throw missed("be hung up", limit)
  }

  /// Waits for what `body` looks for; throws when the call ends or time runs out before.
  @discardableResult
  private func wait<Found>(
    _ wish: String,
    within limit: Duration,
    for body: (inout CallRecord) -> Found?
  ) throws -> Found {
    let outcome = record.wait(until: .now + limit) { record -> WaitOutcome<Found>? in
      if let found = body(&record) { return .found(found) }
      return record.end == nil ? nil : .ended
    }
    switch outcome {
    case .found(let found): return found
    case .ended:
      throw PhoneError(code: .ended, "\(self) was over before it could \(wish)\n\(transcript)")
    case nil: throw missed(wish, limit)
    }
  }

  private func missed(_ wish: String, _ limit: Duration) -> PhoneError {
    PhoneError(code: .deadline, "\(self) did not \(wish) within \(limit)\n\(transcript)")
  }
}

private enum WaitOutcome<Found> {
  case found(Found)
  case ended
}

extension PhoneCall: CustomStringConvertible {
  public var description: String { "the call from \(caller.number) to \(number)" }
}
