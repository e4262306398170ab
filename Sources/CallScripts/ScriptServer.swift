import AGI
import Glibc
public import Records

/// The same scripts as FastAGI: `AGI(agi://HOST/agi-ivr,main)`.
public final class ScriptServer: Sendable {
  private let server: FastAGIServer

  /// Listens for calls; ``run()`` answers them.
  ///
  /// - Parameters:
  ///   - location: The store.
  ///   - address: The address to listen on, as numbers.
  ///   - port: The port; 0 takes a free one.
  ///   - maximumCalls: The most calls at once. One more is told `SWB_STATUS=BUSY`.
  /// - Throws: When the address cannot be had.
  public init(
    location: StoreLocation,
    address: String,
    port: UInt16,
    maximumCalls: Int
  ) throws {
    var settings = FastAGIServer.Settings()
    settings.address = address
    settings.port = port
    settings.maximumCalls = maximumCalls
    settings.report = { request, error in
      let call = request?.environment.uniqueID ?? "no call"
      CallLog.write("switchboardd[\(getpid())]: \(call): \(error)")
    }
    server = try FastAGIServer(settings) { request in
      switch request.script {
      case RouteScript.name: RouteScript(location: location)
      case IVRScript.name: IVRScript(location: location)
      case SurveyScript.name: SurveyScript(location: location)
      default: nil
      }
    }
  }

  /// The port it listens on.
  public var port: UInt16 { server.port }

  /// Answers calls until the process is told to end (SIGTERM or SIGINT); then calls that run have
  /// two seconds, and the rest goes on by exec.
  public func run() {
    let signals = Self.blockedSignals()
    // The thread lives as long as the process, and so does the server that it holds.
    var thread = pthread_t()
    let waiting = Unmanaged.passRetained(SignalWait(signals: signals, server: server))
    pthread_create(
      &thread,
      nil,
      { argument in
        guard let argument else { return nil }
        let waiting = Unmanaged<SignalWait>.fromOpaque(argument).takeRetainedValue()
        var signals = waiting.signals
        var received: Int32 = 0
        sigwait(&signals, &received)
        waiting.server.stop()
        return nil
      },
      waiting.toOpaque()
    )
    server.run()
  }

  private static func blockedSignals() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    return signals
  }
}

/// What the thread that waits for signals needs.
private final class SignalWait {
  let signals: sigset_t
  let server: FastAGIServer

  init(signals: sigset_t, server: FastAGIServer) {
    self.signals = signals
    self.server = server
  }
}
