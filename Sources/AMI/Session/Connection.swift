import Logging
import NIOCore

/// The client's state on its event loop: the session, who waits for answers, who sees events.
///
/// Everything here runs on that loop alone, so there is no lock, and what is written keeps its order.
final class Connection {
  private let eventLoop: any EventLoop
  private let configuration: Configuration
  private let logger: Logger
  private var session: Session?
  private var channel: (any Channel)?
  private var closedEarly: (channel: ObjectIdentifier, error: AMIError)?
  private var waiters: [Session.Token: Waiter] = [:]
  private var subscribers: [Subscriber] = []
  /// What Asterisk is known to send, and was not told to stop.
  private var mask: EventClasses = []
  private var effects: [Session.Effect] = []
  private var timer: (at: Duration, task: Scheduled<Void>)?
  private var observers: [UInt64: AsyncStream<ConnectionState>.Continuation] = [:]
  private(set) var state = ConnectionState.idle
  private var readySince: Duration?
  private var isLeaving = false
  private var isCarryingOut = false
  /// How the session ended, for who runs the client.
  private var ending: (@Sendable (Ending) -> Void)?

  /// How a session ended, and how long it was ready.
  struct Ending: Sendable {
    var error: AMIError
    var length: Duration?
  }

  init(_ configuration: Configuration, _ logger: Logger, on eventLoop: any EventLoop) {
    self.configuration = configuration
    self.logger = logger
    self.eventLoop = eventLoop
  }

  private var now: Duration { .nanoseconds(Int64(eventLoop.now.uptimeNanoseconds)) }

  // MARK: The state

  func change(to new: ConnectionState) {
    guard !state.isFinal, new != state else { return }
    state = new
    logger.debug("\(new)")
    for observer in observers.values {
      observer.yield(new)
      if new.isFinal { observer.finish() }
    }
    guard new.isFinal else { return }
    observers = [:]
    for subscriber in subscribers { subscriber.buffer.finish() }
    subscribers = []
  }

  func observe(_ id: UInt64, _ observer: AsyncStream<ConnectionState>.Continuation) {
    observer.yield(state)
    if state.isFinal { observer.finish() } else { observers[id] = observer }
  }

  func stopObserving(_ id: UInt64) {
    observers[id] = nil
  }

  // MARK: A session

  /// A connection stands; `ending` is called once, when it has ended.
  func begin(_ channel: any Channel, ending: @escaping @Sendable (Ending) -> Void) {
    self.channel = channel
    self.ending = ending
    readySince = nil
    var random = SystemRandomNumberGenerator()
    var session = Session(
      Session.Settings(
        credentials: configuration.credentials,
        loginDeadline: configuration.loginDeadline,
        pingInterval: configuration.pingInterval,
        pongDeadline: configuration.pongDeadline,
        inFlight: configuration.inFlight,
        allowsCommands: configuration.allowsCommands
      ),
      prefix: String(random.next(), radix: 36) + String(random.next(), radix: 36),
      events: wantedClasses
    )
    session.opened(at: now, &effects)
    self.session = session
    if isLeaving { self.session?.leave(&effects) }
    carryOut()
  }

  /// Works through what `decoder` has.
  ///
  /// A channel that is being closed may still have something to say, to nobody: hence `source`.
  func read(_ decoder: inout MessageDecoder, from source: any Channel) {
    guard channel === source else { return }
    let now = now
    do throws(AMIError) {
      while session != nil, let element = try decoder.next() {
        if case .message(let message) = element, message.kind == .other {
          logger.debug("dropped \(message): data of a caller's may have broken up an event")
        }
        session?.received(element, at: now, &effects)
        if effects.count >= 64 { carryOutEffects() }
      }
    } catch {
      session?.closed(error, &effects)
    }
    carryOut()
  }

  /// Why a channel was closed before its session began.
  func takeEarlyEnd(of channel: any Channel) -> AMIError? {
    defer { closedEarly = nil }
    guard let closedEarly, closedEarly.channel == ObjectIdentifier(channel) else { return nil }
    return closedEarly.error
  }

  /// The channel is closed, or cannot go on.
  func closed(_ error: AMIError, _ source: any Channel) {
    guard channel === source else {
      // TLS may end it before the session begins; why is told then.
      closedEarly = (ObjectIdentifier(source), error)
      return
    }
    session?.closed(error, &effects)
    carryOut()
  }

  /// No session follows.
  func leave() {
    isLeaving = true
    session?.leave(&effects)
    carryOut()
  }

  // MARK: Actions

  func perform(_ action: Action, _ token: Session.Token, _ waiter: Waiter, within time: Duration) {
    guard session != nil else {
      return waiter.fail(
        AMIError(.notConnected, doing: action.name, reason: "nothing was sent")
      )
    }
    waiters[token] = waiter
    logger.trace("asking", metadata: ["action": "\(action.name)", "token": "\(token)"])
    session?.perform(
      action,
      token: token,
      expecting: waiter.expectation,
      within: time,
      at: now,
      &effects
    )
    carryOut()
  }

  func cancel(_ token: Session.Token) {
    session?.cancel(token, &effects)
    carryOut()
  }

  // MARK: Subscribers

  func subscribe(_ subscriber: Subscriber) {
    guard !state.isFinal else { return subscriber.buffer.finish() }
    subscribers.append(subscriber)
    followSubscribers()
    beginFlow()
    carryOut()
  }

  func unsubscribe(_ id: UInt64) {
    subscribers.removeAll { $0.id == id }
    followSubscribers()
    carryOut()
  }

  private var wantedClasses: EventClasses {
    subscribers.reduce(into: []) { $0.formUnion($1.classes) }
  }

  private func followSubscribers() {
    let wanted = wantedClasses
    // What is wanted no more ends when Asterisk reads that, which is before its answer comes.
    mask.formIntersection(wanted)
    session?.want(wanted, at: now, &effects)
  }

  /// Events flow to those whose classes Asterisk is known to send, and goes on sending.
  private func beginFlow() {
    guard session?.isReady == true else { return }
    for subscriber in subscribers
    where !subscriber.flows && subscriber.classes.isSubset(of: mask) {
      subscriber.flows = true
      subscriber.gap(.began)
    }
  }
}

// MARK: - What is to be done

extension Connection {
  private func carryOut() {
    carryOutEffects()
    for subscriber in subscribers { subscriber.flush() }
    schedule()
  }

  private func carryOutEffects() {
    // Writing may call back at once; what that adds is carried out here, after what came before.
    guard !isCarryingOut else { return }
    isCarryingOut = true
    defer { isCarryingOut = false }
    var next = 0
    while next < effects.count {
      let effect = effects[next]
      next += 1
      switch effect {
      case .event(let event, let classes):
        for subscriber in subscribers { subscriber.offer(event, classes) }
      case .write(let bytes):
        channel?.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
      case .ready(let version, let events):
        readySince = now
        mask = events
        change(to: .connected(version: version))
        beginFlow()
      case .subscribed(let events):
        logger.trace("following", metadata: ["events": "\(events.mask)"])
        mask = events
        beginFlow()
      case .reply(let token, let message), .listEnd(let token, let message):
        logger.trace("answered", metadata: ["token": "\(token)"])
        waiters.removeValue(forKey: token)?.succeed(message)
      case .item(let token, let message): keep(message, for: token)
      case .failure(let token, let error):
        logger.trace("failed", metadata: ["token": "\(token)", "code": "\(error.code)"])
        waiters.removeValue(forKey: token)?.fail(error)
      case .close(let error): end(error)
      }
    }
    effects.removeAll(keepingCapacity: true)
  }

  private func keep(_ item: Message, for token: Session.Token) {
    let count: Int
    switch waiters[token] {
    case .list(let waiter, var items):
      // Out of the dictionary, so that the items are not copied.
      waiters[token] = nil
      items.append(item)
      count = items.count
      waiters[token] = .list(waiter, items: items)
    case .stream(let items, let before):
      items.yield(item)
      count = before + 1
      waiters[token] = .stream(items, count: count)
    case .reply, nil: return
    }
    guard count > configuration.listLimit else { return }
    waiters.removeValue(forKey: token)?.fail(
      AMIError(.listTooLong, doing: "reading a list", reason: "the limit is \(count - 1) items")
    )
    session?.cancel(token, &effects)
  }

  private func end(_ error: AMIError) {
    session = nil
    mask = []
    for subscriber in subscribers where subscriber.flows {
      subscriber.flows = false
      subscriber.gap(.disconnected)
    }
    // Closing may call back at once: by then it is nobody's channel.
    let closing = channel
    channel = nil
    closing?.close(promise: nil)
    let length = readySince.map { now - $0 }
    readySince = nil
    ending?(Ending(error: error, length: length))
    ending = nil
  }

  private func schedule() {
    guard let due = session?.due else {
      timer?.task.cancel()
      timer = nil
      return
    }
    // A timer that comes too soon finds nothing to do and asks again.
    if let timer, timer.at <= due { return }
    timer?.task.cancel()
    let wait = max(.zero, due - now)
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    let task = eventLoop.scheduleTask(in: TimeAmount(wait)) { bound.value.tick() }
    timer = (due, task)
  }

  private func tick() {
    timer = nil
    session?.tick(at: now, &effects)
    carryOut()
  }
}
