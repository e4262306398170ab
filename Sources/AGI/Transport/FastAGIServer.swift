internal import Glibc
internal import Synchronization

/// Answers `AGI(agi://...)`: a thread per call, in which the same ``Script`` runs as in a program.
///
/// ```swift
/// let server = try FastAGIServer { request in
///   request.script == "hello" ? Hello() : nil
/// }
/// server.run()
/// ```
///
/// Beyond its ceiling a call is not kept waiting: the dialplan gets `SWB_STATUS=BUSY` and goes on.
/// So does one for whom the process has no descriptor left. When the server stops, running calls
/// have ``Settings/drain`` to end by themselves; then each script's ``Script/ended(_:)`` runs and
/// the dialplan gets `SWB_STATUS=SHUTDOWN`.
public final class FastAGIServer: Sendable {
  /// What is asked for: `agi://host/script?key=value` and the arguments behind it.
  public struct Request: Sendable {
    /// The path without its leading slash and query.
    public let script: String
    /// What follows the `?`, undecoded; empty when there is none.
    public let query: String
    /// All that Asterisk said, the arguments among it.
    public let environment: Environment

    init(_ environment: Environment) {
      self.environment = environment
      let path = environment.networkScript ?? ""
      let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
      script = String(parts.first ?? "")
      query = parts.count > 1 ? String(parts[1]) : ""
    }
  }

  /// How the server behaves.
  public struct Settings: Sendable {
    /// The address to listen on, as numbers: IPv4 or IPv6.
    public var address = "127.0.0.1"
    /// The port; 0 takes a free one, see ``FastAGIServer/port``.
    public var port: UInt16 = 4573
    /// Addresses that may connect; empty for all that reach ``address``.
    public var allowed: Set<String> = []
    /// The most calls at once.
    public var maximumCalls = 1000
    /// The longest wait for a peer to say what it wants.
    public var patience: Duration = .seconds(5)
    /// How long running calls may go on after ``FastAGIServer/stop()``.
    public var drain: Duration = .seconds(2)
    /// How long scripts may take to end once they are told to; then ``FastAGIServer/run()`` returns
    /// without them.
    public var farewell: Duration = .seconds(10)
    /// Is told of every call that failed, on the call's thread.
    public var report: @Sendable (Request?, any Error) -> Void = { _, _ in }

    /// Loopback, port 4573, 1,000 calls.
    public init() {}
  }

  /// Chooses the script for a request; `nil` for one that is not known.
  public typealias Router = @Sendable (Request) -> (any Script)?

  /// The settings it runs with.
  public let settings: Settings
  /// The port it listens on.
  public let port: UInt16
  private let router: Router
  private let listener: Listener
  /// Readable once the server is to stop accepting.
  private let stopping: Wake
  /// Readable once running calls are to end.
  private let ending: Wake
  /// Readable once no call is running while the server stops.
  private let empty: Wake
  /// Readable once somebody asks whether the server works.
  private let asked: Wake
  private let questions = Mutex<[@Sendable () -> Void]>([])
  private let calls = Mutex(Calls())

  private struct Calls {
    var running = 0
    var admitted = 0
    var refused = 0
    var areLast = false
  }

  /// Binds and listens; calls are answered by ``run()``.
  ///
  /// - Throws: ``AGIError`` with code `system` when the address cannot be had.
  public init(_ settings: Settings = Settings(), router: @escaping Router) throws(AGIError) {
    self.settings = settings
    self.router = router
    stopping = try Wake()
    ending = try Wake()
    empty = try Wake()
    asked = try Wake()
    listener = try Listener(address: settings.address, port: settings.port)
    port = listener.port
  }

  /// How many calls are running.
  public var runningCalls: Int { calls.withLock { $0.running } }

  /// How many calls were let in so far.
  public var admittedCalls: Int { calls.withLock { $0.admitted } }

  /// How many calls were told that there is no room for them.
  public var refusedCalls: Int { calls.withLock { $0.refused } }

  /// Ends ``run()``; any thread may call it, and a signal handler.
  public func stop() {
    stopping.signal()
  }

  /// Answers calls until ``stop()``, then drains.
  public func run() {
    var doorman = Doorman(patience: settings.patience)
    while let event = doorman.wait(for: listener, or: asked, until: stopping) {
      switch event {
      case .caller(let socket) where isAllowed(socket): admit(socket, &doorman)
      case .excess(let socket) where isAllowed(socket): refuse(socket, &doorman)
      case .caller(let socket), .excess(let socket): close(socket)
      case .question: answerQuestions()
      case .nobody: continue
      }
    }
    listener.stop()
    doorman.finish()
    drain()
  }

  /// Asks whether the server works: while ``run()`` lets callers in, it calls back at once.
  ///
  /// - Parameter answer: Called once, on the thread of ``run()``; it must be quick.
  public func ask(_ answer: @escaping @Sendable () -> Void) {
    questions.withLock { $0.append(answer) }
    asked.signal()
  }

  private func answerQuestions() {
    asked.reset()
    let answers = questions.withLock { questions in
      defer { questions = [] }
      return questions
    }
    for answer in answers { answer() }
  }

  private func isAllowed(_ socket: Int32) -> Bool {
    settings.allowed.isEmpty || settings.allowed.contains(peerAddress(of: socket))
  }

  private func admit(_ socket: Int32, _ doorman: inout Doorman) {
    let admitted = calls.withLock { calls in
      guard calls.running < settings.maximumCalls else { return false }
      calls.running += 1
      calls.admitted += 1
      return true
    }
    guard admitted else { return refuse(socket, &doorman) }
    let started = startThread { [self] in
      serve(socket)
      close(socket)
      leave()
    }
    if !started {
      leave()
      calls.withLock { $0.admitted -= 1 }
      refuse(socket, &doorman)
    }
  }

  private func refuse(_ socket: Int32, _ doorman: inout Doorman) {
    calls.withLock { $0.refused += 1 }
    doorman.refuse(socket)
  }

  private func leave() {
    let wasLast = calls.withLock { calls in
      calls.running -= 1
      return calls.areLast && calls.running == 0
    }
    if wasLast { empty.signal() }
  }

  private func serve(_ socket: Int32) {
    prepare(socket)
    let connection = Connection(
      input: socket,
      output: socket,
      kind: .socket(wake: ending.descriptor)
    )
    var request: Request?
    do throws(AGIError) {
      let environment = try connection.readEnvironment(
        deadline: Int32(settings.patience.wholeMilliseconds)
      )
      let asked = Request(environment)
      request = asked
      let call = Call(connection: connection, environment: environment)
      guard var script = router(asked) else {
        throw try refusal(of: call)
      }
      if let error = ScriptRunner.run(&script, on: call).error { settings.report(asked, error) }
    } catch {
      if error.code == .shutdown { connection.leave(telling: .shutdown) }
      settings.report(request, error)
    }
    finishWriting(socket)
  }

  /// Tells the dialplan that there is no such script.
  private func refusal(of call: Call) throws(AGIError) -> AGIError {
    try call.set("SWB_STATUS", to: ScriptEnd.failure.rawValue)
    try call.set("SWB_ERROR", to: "noSuchScript")
    return AGIError(
      .failed,
      doing: "choosing a script",
      reason: "no script of this name",
      evidence: call.environment.networkScript ?? ""
    )
  }

  private func drain() {
    let areSome = calls.withLock { calls in
      calls.areLast = true
      return calls.running > 0
    }
    guard areSome else { return }
    let drain = Int32(clamping: settings.drain.wholeMilliseconds)
    if waitToRead(empty.descriptor, orWake: nil, milliseconds: drain) { return }
    ending.signal()
    let farewell = Int32(clamping: settings.farewell.wholeMilliseconds)
    if waitToRead(empty.descriptor, orWake: nil, milliseconds: farewell) { return }
    settings.report(
      nil,
      AGIError(.timeout, doing: "stopping", reason: "\(runningCalls) calls did not end")
    )
  }
}
