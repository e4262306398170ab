public import Logging
public import NIOCore
import NIOPosix
import Synchronization

/// One Asterisk, by its manager interface: actions, lists and events over one connection that comes back.
///
/// Nothing happens until ``run()`` does; run it in a task of its own, or use
/// ``withClient(_:_:)``. When the connection is lost, what was in flight fails with
/// `connectionLost`, subscribers see a gap, and the client connects again. No action is ever sent
/// twice.
public final class AMIClient: Sendable {
  let configuration: Configuration
  let eventLoop: any EventLoop
  private let connection: NIOLoopBoundBox<Connection>
  private let ids = Atomic<UInt64>(1)
  private let isRunning = Atomic<Bool>(false)

  /// Makes a client; it does not connect yet.
  ///
  /// - Parameters:
  ///   - configuration: Where Asterisk is, and who we are there.
  ///   - logger: Hears at debug how the connection is, at trace what is asked, by names alone: no value
  ///     that is sent or received. Without one, nothing is logged.
  ///   - eventLoopGroup: Where its input and output run; `nil` takes the process's own.
  public init(
    _ configuration: Configuration,
    logger: Logger? = nil,
    eventLoopGroup: (any EventLoopGroup)? = nil
  ) {
    self.configuration = configuration
    let eventLoop = (eventLoopGroup ?? MultiThreadedEventLoopGroup.singleton).next()
    self.eventLoop = eventLoop
    connection = NIOLoopBoundBox.makeBoxSendingValue(
      Connection(configuration, logger ?? .silent, on: eventLoop),
      eventLoop: eventLoop
    )
  }

  /// Runs a client while `body` does, from the first login on.
  ///
  /// - Throws: What `body` throws, or ``AMIError`` when Asterisk refuses the login.
  public static func withClient<Value>(
    _ configuration: Configuration,
    logger: Logger? = nil,
    _ body: (AMIClient) async throws -> Value
  ) async throws -> Value {
    let client = AMIClient(configuration, logger: logger)
    let running = Task { try await client.run() }
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(
        try await withTaskCancellationHandler {
          try await client.untilConnected()
          return try await body(client)
        } onCancel: {
          running.cancel()
        }
      )
    } catch {
      outcome = .failure(error)
    }
    running.cancel()
    _ = await running.result
    return try outcome.get()
  }

  // MARK: Actions

  /// Does one action and returns Asterisk's response.
  ///
  /// - Parameters:
  ///   - action: What is asked.
  ///   - deadline: The longest wait for the response; `nil` takes the configuration's.
  /// - Returns: Asterisk's response.
  /// - Throws: ``AMIError``: `refused` when Asterisk says no. With `connectionLost`, `timedOut` and
  ///   `cancelled` it is not known whether the action was done; with `notConnected` nothing was sent.
  @discardableResult
  public func send(
    _ action: Action,
    within deadline: Duration? = nil
  ) async throws(AMIError)
    -> Message
  {
    try await perform(action, within: deadline) { Waiter.reply($0) }.get()
  }

  /// Does an action that lists things, and returns them together.
  ///
  /// - Throws: As ``send(_:within:)``, and `listTooLong` or `listCancelled`.
  public func list(
    _ action: Action,
    within deadline: Duration? = nil
  ) async throws(AMIError) -> List {
    try await perform(action, within: deadline) { Waiter.list($0, items: []) }.get()
  }

  /// Does an action that lists things, and hands its items on as they come.
  ///
  /// The action is sent at once. To stop reading cancels it.
  public func items(
    of action: Action,
    within deadline: Duration? = nil
  )
    -> AsyncThrowingStream<Message, any Error>
  {
    let token = nextId()
    let time = deadline ?? configuration.actionDeadline
    let (stream, items) = AsyncThrowingStream<Message, any Error>.makeStream()
    items.onTermination = { [self] reason in
      if case .cancelled = reason { onLoop { $0.cancel(token) } }
    }
    onLoop { $0.perform(action, token, .stream(items, count: 0), within: time) }
    return stream
  }

  private func perform<Value: Sendable>(
    _ action: Action,
    within deadline: Duration?,
    _ waiter: @escaping @Sendable (CheckedContinuation<Result<Value, AMIError>, Never>) -> Waiter
  ) async -> Result<Value, AMIError> {
    let token = nextId()
    let time = deadline ?? configuration.actionDeadline
    let ticket = Ticket()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        onLoop { connection in
          let waiter = waiter(continuation)
          if ticket.isCancelled.load(ordering: .acquiring) {
            waiter.fail(AMIError(.cancelled, doing: action.name, reason: "nothing was sent"))
          } else {
            connection.perform(action, token, waiter, within: time)
          }
        }
      }
    } onCancel: {
      ticket.isCancelled.store(true, ordering: .releasing)
      onLoop { $0.cancel(token) }
    }
  }

  /// Tells an action that is on its way to the loop that nobody waits any more.
  private final class Ticket: Sendable {
    let isCancelled = Atomic<Bool>(false)
  }

  // MARK: Events

  /// Subscribes to events of some classes.
  ///
  /// Asterisk sends what all subscribers together want, and no more (as far as `read=` in
  /// `manager.conf` lets it).
  ///
  /// - Parameters:
  ///   - classes: Which classes.
  ///   - capacity: How many events may wait; more are counted as a gap.
  ///   - wants: Which of those events; called on the connection's thread, so it must be quick.
  /// - Returns: The subscription.
  public func events(
    _ classes: EventClasses,
    capacity: Int = 10_000,
    where wants: (@Sendable (Message) -> Bool)? = nil
  ) -> EventSubscription {
    let id = nextId()
    let buffer = EventBuffer(capacity: capacity)
    onLoop { $0.subscribe(Subscriber(id, classes, buffer, where: wants)) }
    let connection = connection
    let eventLoop = eventLoop
    return EventSubscription(
      EventSubscription.Registration(buffer) {
        eventLoop.execute { connection.value.unsubscribe(id) }
      }
    )
  }

  // MARK: The state

  /// The state, now and at each change, until the client has stopped.
  public var states: AsyncStream<ConnectionState> {
    let id = nextId()
    let (stream, observer) = AsyncStream<ConnectionState>.makeStream(
      bufferingPolicy: .bufferingNewest(64)
    )
    observer.onTermination = { [self] _ in onLoop { $0.stopObserving(id) } }
    onLoop { $0.observe(id, observer) }
    return stream
  }

  /// Waits until there is a session.
  ///
  /// - Throws: ``AMIError`` when there will be none, or the task is cancelled.
  public func untilConnected() async throws(AMIError) {
    for await state in states {
      switch state {
      case .connected: return
      case .failed(let error): throw error
      case .stopped: throw AMIError(.stopped, doing: "waiting for Asterisk")
      case .idle, .connecting, .waiting: continue
      }
    }
    throw AMIError(.cancelled, doing: "waiting for Asterisk")
  }

  // MARK: The loop

  func onLoop(_ body: @escaping @Sendable (Connection) -> Void) {
    eventLoop.execute { [connection] in body(connection.value) }
  }

  func nextId() -> UInt64 { ids.wrappingAdd(1, ordering: .relaxed).oldValue }

  /// Whether this is the first run.
  func mayRun() -> Bool { !isRunning.exchange(true, ordering: .relaxed) }

  func connect() async throws(AMIError) -> Connection.Ending {
    try await Connector(configuration, eventLoop, connection).run()
  }
}

extension Logger {
  /// Writes nothing.
  static var silent: Logger { Logger(label: "AMI") { _ in SwiftLogNoOpLogHandler() } }
}
