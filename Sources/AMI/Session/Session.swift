/// One session with Asterisk, from the connection to its end, without socket, clock or log.
///
/// Feed what happens; each call appends to `effects` what is to be done, in order. Time is a `Duration`
/// since a moment of the caller's choice. Whatever happens, nothing here traps: what makes no sense ends
/// the session with ``Effect/close(_:)``, and the next one begins afresh.
struct Session: Sendable {
  /// An action that is in flight.
  typealias Token = UInt64

  /// What is to be done.
  enum Effect: Sendable, Equatable {
    case write([UInt8])
    /// The login was accepted, and events of these classes flow from here on, until others are wanted.
    case ready(version: String?, events: EventClasses)
    /// Events of these classes flow from here on, until others are wanted.
    case subscribed(EventClasses)
    /// An event that Asterisk sent by itself, and its classes.
    case event(Message, EventClasses)
    case reply(Token, Message)
    /// An item of a list.
    case item(Token, Message)
    /// A list is complete. Its first message is the response.
    case listEnd(Token, Message)
    case failure(Token, AMIError)
    /// The session is over; close the connection. What was in flight has failed before this.
    case close(AMIError)
  }

  /// What an answer may be.
  enum Expectation: Sendable, Equatable {
    case reply
    case list
  }

  /// The name and secret, and how long to wait for what.
  struct Settings: Sendable {
    var credentials: Credentials
    var loginDeadline: Duration = .seconds(10)
    var pingInterval: Duration = .seconds(10)
    var pongDeadline: Duration = .seconds(5)
    var inFlight = 256
    var allowsCommands = false
  }

  private enum Phase: Sendable, Equatable {
    case fresh
    case challenging
    case loggingIn
    case ready
    case over
  }

  private enum Purpose: Sendable, Equatable {
    case challenge
    case login
    case ping
    case mask(EventClasses)
    case reply
    case list
    /// A list whose response has come.
    case items(Message)
  }

  private struct Pending: Sendable {
    var name: String
    var purpose: Purpose
    var deadline: Duration
  }

  private let settings: Settings
  /// What our ActionIDs begin with: nobody else can guess it, so nobody's data forges our answers.
  private let prefix: String
  private var phase = Phase.fresh
  private var version: String?
  private var wanted: EventClasses
  private var loginEvents: EventClasses = []
  private var pending: [Token: Pending] = [:]
  /// Whose items may come, also when nobody waits for them any more.
  private var lists: Set<Token> = []
  private var listGuard = ListGuard()
  private var deadlines = Deadlines()
  private var classReader = ClassReader()
  private var nextPing: Duration?
  /// The session's own actions count down from here, the callers' up from 1.
  private var ownToken = Token.max

  init(_ settings: Settings, prefix: String, events: EventClasses) {
    self.settings = settings
    self.prefix = prefix
    wanted = events
  }

  /// How many actions are in flight.
  var inFlight: Int { pending.count }

  var isReady: Bool { phase == .ready }

  // MARK: What happens

  /// The connection stands.
  ///
  /// The banner is not waited for: it may be late, and says nothing we need.
  mutating func opened(at now: Duration, _ effects: inout [Effect]) {
    guard phase == .fresh else { return fail(.protocolViolation, "opened twice", &effects) }
    switch settings.credentials.login {
    case .challenge:
      phase = .challenging
      ask(
        Action("Challenge", ["AuthType": "MD5"]),
        .challenge,
        now + settings.loginDeadline,
        &effects
      )
    case .plainText:
      phase = .loggingIn
      logIn(["Secret": settings.credentials.secret], now, &effects)
    }
  }

  /// Asterisk sent something.
  mutating func received(
    _ element: MessageDecoder.Element,
    at now: Duration,
    _ effects: inout [Effect]
  ) {
    guard phase != .over else { return }
    switch element {
    case .banner(let version): self.version = version
    case .message(let message): received(message, at: now, &effects)
    }
  }

  /// Somebody wants something done.
  mutating func perform(
    _ action: Action,
    token: Token,
    expecting expectation: Expectation,
    within time: Duration,
    at now: Duration,
    _ effects: inout [Effect]
  ) {
    guard phase == .ready else {
      return effects.append(
        .failure(token, AMIError(.notConnected, doing: action.name, reason: "nothing was sent"))
      )
    }
    guard settings.allowsCommands || action.name.lowercased() != "command" else {
      return effects.append(
        .failure(
          token,
          AMIError(
            .notAllowed,
            doing: action.name,
            reason: "set allowsCommands in the configuration; nothing was sent"
          )
        )
      )
    }
    guard pending.count < settings.inFlight else {
      return effects.append(
        .failure(
          token,
          AMIError(
            .tooManyInFlight,
            doing: action.name,
            reason: "\(pending.count) actions wait for their answers; nothing was sent"
          )
        )
      )
    }
    let purpose: Purpose = expectation == .list ? .list : .reply
    send(action, purpose, token, now + time, &effects)
  }

  /// Nobody waits for the action any more: its place is free, and its answers are dropped.
  mutating func cancel(_ token: Token, _ effects: inout [Effect]) {
    guard let action = abandon(token) else { return }
    effects.append(.failure(token, .inDoubt(.cancelled, action.name)))
  }

  /// Events of these classes are wanted from now on.
  mutating func want(_ events: EventClasses, at now: Duration, _ effects: inout [Effect]) {
    guard events != wanted else { return }
    wanted = events
    guard phase == .ready else { return }
    ask(
      Action("Events", ["EventMask": events.mask]),
      .mask(events),
      slowest(now) + settings.loginDeadline,
      &effects
    )
  }

  /// Time went on.
  mutating func tick(at now: Duration, _ effects: inout [Effect]) {
    guard phase != .over else { return }
    while let token = deadlines.removeFirst(until: now) {
      guard let action = pending[token], action.deadline <= now else { continue }
      switch action.purpose {
      case .challenge, .login, .mask:
        return fail(.timedOut, "no answer to \(action.name)", &effects)
      case .ping:
        return fail(.timedOut, "no pong: the connection is dead", &effects)
      case .reply, .list, .items:
        // Its items may come all the same, and what is forged among them.
        _ = abandon(token)
        effects.append(.failure(token, .inDoubt(.timedOut, action.name)))
      }
    }
    if let ping = nextPing, ping <= now, phase == .ready {
      nextPing = nil
      ask(Action("Ping"), .ping, slowest(now) + settings.pongDeadline, &effects)
    }
  }

  /// When what is in flight is answered at the latest.
  ///
  /// Asterisk answers in order: what is asked now is answered no sooner than that.
  private func slowest(_ now: Duration) -> Duration {
    max(now, pending.values.lazy.map(\.deadline).max() ?? now)
  }

  /// When ``tick(at:_:)`` is due.
  var due: Duration? {
    switch (deadlines.first, nextPing) {
    case (let deadline?, let ping?): min(deadline, ping)
    case (let deadline, let ping): deadline ?? ping
    }
  }

  /// The connection is gone.
  mutating func closed(_ error: AMIError, _ effects: inout [Effect]) {
    end(error, &effects)
  }

  /// We want to leave.
  ///
  /// Whatever is in flight fails.
  mutating func leave(_ effects: inout [Effect]) {
    if phase == .ready, let bytes = try? Action("Logoff").encoded(id: "\(prefix)-0") {
      effects.append(.write(bytes))
    }
    end(AMIError(.stopped, doing: "leaving"), &effects)
  }
}

// MARK: - Answers

extension Session {
  private mutating func received(
    _ message: Message,
    at now: Duration,
    _ effects: inout [Effect]
  ) {
    guard
      !listGuard.isWithinList || listGuard.admits(message, isAnswer: token(of: message) != nil)
    else { return }
    switch message.kind {
    case .event:
      // What Asterisk sends by itself has its class, and so have some items (`Status`): an ActionID is
      // looked for only where it can matter.
      let classes = classReader.classes(of: message)
      guard classes == nil || !lists.isEmpty, let token = token(of: message),
        classes == nil || lists.contains(token)
      else {
        // Without a class and an id of ours it is made up of some caller's data.
        if let classes { effects.append(.event(message, classes)) }
        return
      }
      item(message, token, &effects)
    case .response:
      guard let token = token(of: message) else { return }
      listGuard.answered(token)
      guard let action = pending[token] else {
        // Nobody waits; where no list follows, no items do.
        if message["EventList"] == nil { lists.remove(token) } else { begin(list: token) }
        return
      }
      answered(action, token, message, now, &effects)
    case .other:
      // The tail of an event that a caller's data broke up: nothing that can be trusted.
      return
    }
  }

  private mutating func begin(list token: Token) {
    lists.insert(token)
    listGuard.begin(token)
  }

  private mutating func answered(
    _ action: Pending,
    _ token: Token,
    _ message: Message,
    _ now: Duration,
    _ effects: inout [Effect]
  ) {
    pending[token] = nil
    switch action.purpose {
    case .challenge:
      guard message.isSuccess, let challenge = message["Challenge"] else {
        return refuse("Asterisk offers no MD5 challenge", message, &effects)
      }
      phase = .loggingIn
      let key = MD5.hexadecimal(of: Array((challenge + settings.credentials.secret).utf8))
      logIn(["AuthType": "MD5", "Key": key], now, &effects)
    case .login:
      guard message.isSuccess else {
        return refuse(
          "wrong name or secret, or manager.conf denies this address",
          message,
          &effects
        )
      }
      phase = .ready
      nextPing = now + settings.pingInterval
      // What is not wanted any more ends with the mask below.
      effects.append(.ready(version: version, events: loginEvents.intersection(wanted)))
      if wanted != loginEvents {
        let events = wanted
        wanted = loginEvents
        want(events, at: now, &effects)
      }
    case .ping:
      nextPing = now + settings.pingInterval
    case .mask(let events):
      guard message.isSuccess else {
        return fail(.protocolViolation, "Asterisk refuses our EventMask", &effects)
      }
      effects.append(.subscribed(lasting(events)))
    case .reply:
      effects.append(
        message.isSuccess
          ? .reply(token, message) : .failure(token, Session.refusal(action.name, message))
      )
    case .list:
      if !message.isSuccess {
        effects.append(.failure(token, Session.refusal(action.name, message)))
      } else if message["EventList"] == nil {
        effects.append(.listEnd(token, message))
      } else {
        begin(list: token)
        pending[token] = Pending(
          name: action.name,
          purpose: .items(message),
          deadline: action.deadline
        )
      }
    case .items:
      fail(.protocolViolation, "a second response to \(action.name)", &effects)
    }
  }

  /// The classes without those that a mask on its way takes off again.
  private func lasting(_ events: EventClasses) -> EventClasses {
    pending.values.reduce(into: events) { events, action in
      if case .mask(let later) = action.purpose { events.formIntersection(later) }
    }
  }

  private mutating func item(_ message: Message, _ token: Token, _ effects: inout [Effect]) {
    let end = ListGuard.mayEndAList(message) ? message["EventList"] : nil
    if end != nil {
      lists.remove(token)
      listGuard.end(token)
    }
    guard let action = pending[token], case .items(let response) = action.purpose else { return }
    guard let end else { return effects.append(.item(token, message)) }
    pending[token] = nil
    if end == "Complete" {
      effects.append(.listEnd(token, response))
    } else {
      effects.append(.failure(token, AMIError(.listCancelled, doing: action.name, reason: end)))
    }
  }

  /// Frees an action's place; items that come all the same are still known as such.
  private mutating func abandon(_ token: Token) -> Pending? {
    guard let action = pending.removeValue(forKey: token) else { return nil }
    if case .list = action.purpose { lists.insert(token) }
    // A list whose end never comes must not grow this for ever.
    if lists.count > 1024 { lists = lists.filter { pending[$0] != nil } }
    return action
  }

  private func token(of message: Message) -> Token? {
    message.withValue(of: "ActionID") { id in
      prefix.withBytes { prefix in
        guard id.count > prefix.count + 1, id[prefix.count] == Byte.minus,
          UnsafeBufferPointer(rebasing: id[..<prefix.count]).equals(prefix)
        else { return nil }
        return Token(UnsafeBufferPointer(rebasing: id[(prefix.count + 1)...]).text)
      }
    } ?? nil
  }

  private static func refusal(_ name: String, _ message: Message) -> AMIError {
    AMIError(.refused, doing: name, reason: message.text, evidence: message.debugDescription)
  }
}

// MARK: - Asking

extension Session {
  private mutating func ask(
    _ action: Action,
    _ purpose: Purpose,
    _ deadline: Duration,
    _ effects: inout [Effect]
  ) {
    ownToken -= 1
    send(action, purpose, ownToken, deadline, &effects)
  }

  private mutating func send(
    _ action: Action,
    _ purpose: Purpose,
    _ token: Token,
    _ deadline: Duration,
    _ effects: inout [Effect]
  ) {
    do throws(AMIError) {
      effects.append(.write(try action.encoded(id: "\(prefix)-\(token)")))
      pending[token] = Pending(name: action.name, purpose: purpose, deadline: deadline)
      deadlines.add(deadline, token)
    } catch {
      effects.append(.failure(token, error))
      // Only a name or secret of ours can be what Asterisk would misread here.
      if case .login = purpose { end(error, &effects) }
    }
  }

  /// A login is told which events to send, so that none is missed between it and a later mask.
  private mutating func logIn(
    _ proof: KeyValuePairs<String, String>,
    _ now: Duration,
    _ effects: inout [Effect]
  ) {
    var login = Action("Login", ["Username": settings.credentials.username])
    login.headers += proof.map { Message.Header($0, $1) }
    login.headers.append(Message.Header("Events", wanted.mask))
    loginEvents = wanted
    ask(login, .login, now + settings.loginDeadline, &effects)
  }

  private mutating func refuse(_ reason: String, _ message: Message, _ effects: inout [Effect]) {
    end(
      AMIError(
        .authenticationFailed,
        doing: "logging in as \(settings.credentials.username)",
        reason: reason,
        evidence: message.debugDescription
      ),
      &effects
    )
  }

  private mutating func fail(_ code: AMIError.Code, _ reason: String, _ effects: inout [Effect]) {
    end(AMIError(code, doing: "talking to Asterisk", reason: reason), &effects)
  }

  private mutating func end(_ error: AMIError, _ effects: inout [Effect]) {
    guard phase != .over else { return }
    phase = .over
    nextPing = nil
    deadlines = Deadlines()
    lists = []
    listGuard = ListGuard()
    for (token, action) in pending.sorted(by: { $0.key < $1.key }) {
      switch action.purpose {
      case .challenge, .login, .ping, .mask: continue
      case .reply, .list, .items:
        let code = error.code == .stopped ? AMIError.Code.stopped : .connectionLost
        effects.append(.failure(token, .inDoubt(code, action.name, ": \(error)")))
      }
    }
    pending = [:]
    effects.append(.close(error))
  }
}

extension AMIError {
  /// The action was sent, and nobody will hear what became of it.
  fileprivate static func inDoubt(
    _ code: AMIError.Code,
    _ action: String,
    _ why: String = ""
  ) -> AMIError {
    var error = AMIError(code, doing: action, reason: "it may have been done\(why)")
    error.mayHaveBeenDone = true
    return error
  }
}
