public import CallScripts
import Glibc
public import ServiceLifecycle

/// Answers calls by FastAGI, on threads of their own.
public struct CallJobs: Service {
  private let server: ScriptServer

  /// Answers what a server listens for.
  public init(_ server: ScriptServer) {
    self.server = server
  }

  /// Whether callers are let in.
  public var lifeSign: LifeSign { LifeSign(server.ask) }

  /// Answers until the daemon stops; then running calls have two seconds, and the rest goes on by exec.
  public func run() async throws {
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
