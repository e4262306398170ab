public import CallScripts
import Glibc
public import Logging
public import ServiceLifecycle
import Synchronization

/// Answers calls by FastAGI, on threads of their own.
public final class CallJobs: Service {
  private let listen: @Sendable () throws -> ScriptServer
  private let ready: @Sendable (ScriptServer) -> Void
  private let log: Logger
  private let listening: Mutex<ScriptServer?>

  /// How long after the port could not be had it is tried again.
  private static let pause = Duration.seconds(1)

  /// Listens for calls.
  ///
  /// - Parameters:
  ///   - isPatient: Whether a port that cannot be had is tried again: a leader that hangs still holds it
  ///     when another daemon takes over.
  ///   - log: Where is told that it is tried again.
  ///   - listen: Listens.
  ///   - ready: Is told once it listens, before it answers.
  /// - Throws: What `listen` throws, unless it is patient.
  public init(
    isPatient: Bool,
    log: Logger,
    listen: @escaping @Sendable () throws -> ScriptServer,
    ready: @escaping @Sendable (ScriptServer) -> Void
  ) throws {
    self.listen = listen
    self.ready = ready
    self.log = log
    do {
      listening = Mutex(try listen())
    } catch {
      guard isPatient else { throw error }
      log.warning("\(error): it is tried again; until then callers are not answered by FastAGI")
      listening = Mutex(nil)
    }
  }

  /// Whether callers are let in, where it listens.
  public var lifeSign: LifeSign {
    LifeSign { [self] answer in
      guard let server = listening.withLock({ $0 }) else { return answer() }
      server.ask(answer)
    }
  }

  /// How many calls there are and were, of `maximum` at once.
  public func figures(of maximum: Int) -> Meters.Calls {
    let server = listening.withLock { $0 }
    return Meters.Calls(
      inService: server?.runningCalls ?? 0,
      admitted: server?.admittedCalls ?? 0,
      refused: server?.refusedCalls ?? 0,
      maximum: maximum
    )
  }

  /// Answers until the daemon stops; then running calls have two seconds, and the rest goes on by exec.
  public func run() async throws {
    let server = await cancelWhenGracefulShutdown { await self.server() }
    guard let server else { return }
    ready(server)
    await answer(server)
  }

  /// - Returns: `nil` when the daemon stops before the port can be had.
  private func server() async -> ScriptServer? {
    while !Task.isCancelled {
      if let server = listening.withLock({ $0 }) { return server }
      try? await Task.sleep(for: Self.pause)
      if let server = try? listen() { listening.withLock { $0 = server } }
    }
    return nil
  }

  private func answer(_ server: ScriptServer) async {
    await withGracefulShutdownHandler {
      await withCheckedContinuation { continuation in
        startThread {
          server.run()
          continuation.resume()
        }
      }
    } onGracefulShutdown: {
      server.stop()
    }
  }
}

/// Runs a body on a thread of its own.
func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(Body(body))
  var thread = pthread_t()
  pthread_create(
    &thread,
    nil,
    { pointer in
      guard let pointer else { return nil }
      Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
      return nil
    },
    box.toOpaque()
  )
  pthread_detach(thread)
}

private final class Body: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
