import Glibc
public import Logging
public import ServiceLifecycle
import Synchronization

/// Tells systemd that the daemon is ready, that it lives, and that it stops.
///
/// `READY=1` goes out when all parts have answered once. From then on `WATCHDOG=1` goes out twice in
/// the time that systemd gives, as long as every part has answered since the last time: a daemon of
/// which one part hangs is restarted.
public struct ServiceManagerReports: Service {
  private let socket: NotifySocket
  private let watchdog: Duration?
  private let parts: [LifeSign]
  private let log: Logger
  private let pause: @Sendable (Duration) async throws -> Void

  /// Where systemd wants to be told, and how often.
  public struct Wish: Sendable {
    /// The socket.
    public var socket: NotifySocket
    /// How long systemd waits for a sign of life; `nil` is for ever.
    public var watchdog: Duration?

    /// A wish of somebody's.
    public init(socket: NotifySocket, watchdog: Duration? = nil) {
      self.socket = socket
      self.watchdog = watchdog
    }

    /// Takes systemd's wish out of the environment, so that no child of this process has it.
    ///
    /// To be called before other threads are started.
    ///
    /// - Returns: `nil` when there is none, as under no systemd.
    public static func take() -> Wish? {
      defer { for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { unsetenv(name) } }
      return Wish(
        environment: { name in getenv(name).map { String(cString: $0) } },
        process: getpid()
      )
    }

    init?(environment: (String) -> String?, process: pid_t) {
      guard let socket = environment("NOTIFY_SOCKET").flatMap({ NotifySocket($0) }) else {
        return nil
      }
      self.socket = socket
      // Another process's watchdog is no matter of ours.
      guard environment("WATCHDOG_PID").map({ pid_t($0) == process }) ?? true,
        let time = environment("WATCHDOG_USEC").flatMap({ Int64($0) }), time > 0
      else { return }
      watchdog = .microseconds(time)
    }
  }

  /// Tells what is wished.
  ///
  /// - Parameters:
  ///   - wish: What systemd wants to be told.
  ///   - parts: What the daemon is made of.
  ///   - log: Where is told what systemd does not take.
  public init(_ wish: Wish, of parts: [LifeSign], log: Logger) {
    self.init(wish, of: parts, log: log) { try await Task.sleep(for: $0) }
  }

  init(
    _ wish: Wish,
    of parts: [LifeSign],
    log: Logger,
    pause: @escaping @Sendable (Duration) async throws -> Void
  ) {
    socket = wish.socket
    watchdog = wish.watchdog
    self.parts = parts
    self.log = log
    self.pause = pause
  }

  /// Tells until the daemon stops.
  public func run() async throws {
    await withGracefulShutdownHandler {
      await cancelWhenGracefulShutdown { await report() }
    } onGracefulShutdown: {
      tell("STOPPING=1")
    }
  }

  private func report() async {
    let round = Round(parts)
    await round.isAnswered()
    guard !Task.isCancelled else { return }
    tell("READY=1")
    if let watchdog { await beat(each: watchdog / 2) }
    // A service that ends would end the daemon.
    while (try? await Task.sleep(for: .seconds(86_400))) != nil {}
  }

  private func beat(each half: Duration) async {
    var round = Round(parts)
    while (try? await pause(half)) != nil, !Task.isCancelled {
      // Who has not answered is not asked again: it would have to answer all at once one day.
      guard round.isComplete else { continue }
      tell("WATCHDOG=1")
      round = Round(parts)
    }
  }

  private func tell(_ words: String) {
    do { try socket.send(words) } catch { log.warning("systemd was not told: \(error)") }
  }
}

/// All parts are asked once.
private final class Round: Sendable {
  private let left: Mutex<Int>
  private let stream: AsyncStream<Void>
  private let end: AsyncStream<Void>.Continuation

  init(_ parts: [LifeSign]) {
    left = Mutex(parts.count)
    (stream, end) = AsyncStream<Void>.makeStream()
    if parts.isEmpty { end.finish() }
    for part in parts { part.ask { self.count() } }
  }

  var isComplete: Bool { left.withLock { $0 == 0 } }

  /// Waits until all have answered, or the task is cancelled.
  func isAnswered() async {
    for await _ in stream {}
  }

  private func count() {
    let isLast = left.withLock { left in
      left -= 1
      return left == 0
    }
    if isLast { end.finish() }
  }
}
