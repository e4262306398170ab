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
  ///   - allowed: The addresses that may connect; empty for all that reach `address`.
  ///   - maximumCalls: The most calls at once. One more is told `SWB_STATUS=BUSY`.
  /// - Throws: When the address cannot be had.
  public init(
    location: StoreLocation,
    address: String,
    port: UInt16,
    allowed: Set<String> = [],
    maximumCalls: Int
  ) throws {
    var settings = FastAGIServer.Settings()
    settings.address = address
    settings.port = port
    settings.allowed = allowed
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
      case EndedScript.name: EndedScript(location: location)
      case CallbackScript.name: CallbackScript(location: location)
      // Not `agi-switch`: who reaches the port may claim to be any phone.
      default: nil
      }
    }
  }

  /// The port it listens on.
  public var port: UInt16 { server.port }

  /// How many calls are answered now.
  public var runningCalls: Int { server.runningCalls }

  /// How many calls were let in so far.
  public var admittedCalls: Int { server.admittedCalls }

  /// How many calls were told that there is no room for them.
  public var refusedCalls: Int { server.refusedCalls }

  /// Answers calls until ``stop()``; then those that run have two seconds, and the rest goes on by
  /// exec.
  public func run() {
    server.run()
  }

  /// Asks whether calls are answered: while they are, it calls back at once.
  ///
  /// - Parameter answer: Called once, on the thread of ``run()``; it must be quick.
  public func ask(_ answer: @escaping @Sendable () -> Void) {
    server.ask(answer)
  }

  /// Ends ``run()``; from any thread.
  public func stop() {
    server.stop()
  }
}
