/// What one call goes through, written as a program.
///
/// ```swift
/// @main struct Hello: Script {
///   func run(_ call: Call) throws {
///     try call.answer()
///     try call.play("hello-world")
///   }
/// }
/// ```
///
/// The same script runs as a program of `AGI()`, in a ``FastAGIServer``, and under a scripted
/// caller in tests.
public protocol Script {
  /// Makes a script for a program of `AGI()`, which is started anew for every call.
  init()

  /// The call, from the first command to the last. What it throws ends it.
  mutating func run(_ call: Call) throws

  /// What is left to do when the call ended before ``run(_:)`` did: save what was answered.
  mutating func ended(_ call: DeadCall) throws
}

extension Script {
  /// Does nothing.
  public mutating func ended(_ call: DeadCall) throws {}
}

/// How a script came to its end, and what the dialplan is told in `SWB_STATUS`.
public enum ScriptEnd: String, Sendable {
  /// It ran to its end, also when the caller left just before; the variable is left to the script.
  case success = "SUCCESS"
  /// The caller left.
  case hangup = "HANGUP"
  /// The server stopped.
  case shutdown = "SHUTDOWN"
  /// It threw; `SWB_ERROR` holds the error's code.
  case failure = "FAILURE"
}

/// Runs a script on a connection, whatever carries it.
enum ScriptRunner {
  /// Runs `script`; its end is known to the dialplan when this returns.
  static func run(
    _ script: inout some Script,
    on call: Call
  ) -> (end: ScriptEnd, error: (any Error)?) {
    do {
      try script.run(call)
      return (.success, nil)
    } catch let error as AGIError where error.code == .hangup {
      return finish(&script, call, .hangup)
    } catch let error as AGIError where error.code == .shutdown {
      interrupt(call)
      return finish(&script, call, .shutdown)
    } catch {
      report(.failure, error: error, on: call)
      return (.failure, error)
    }
  }

  /// Ends the command that still runs.
  ///
  /// One that cannot be ended, a `SAY` or an `EXEC`, is left with the status behind it: Asterisk
  /// comes to that when the command is done.
  private static func interrupt(_ call: Call) {
    do {
      try call.connection.resynchronise()
    } catch {
      call.connection.leave(telling: .shutdown)
    }
  }

  private static func finish(
    _ script: inout some Script,
    _ call: Call,
    _ end: DeadCall.End
  ) -> (end: ScriptEnd, error: (any Error)?) {
    let dead = DeadCall(connection: call.connection, environment: call.environment, end: end)
    var failure: (any Error)?
    do {
      try script.ended(dead)
    } catch {
      // A dead call whose connection is gone takes no more variables: that is no failure.
      if (error as? AGIError)?.code != .hangup { failure = error }
    }
    let status: ScriptEnd = failure != nil ? .failure : end == .hangup ? .hangup : .shutdown
    report(status, error: failure, on: dead)
    return (status, failure)
  }

  private static func report(_ end: ScriptEnd, error: (any Error)?, on call: AnyCall) {
    guard call.isConnected else { return }
    try? call.set("SWB_STATUS", to: end.rawValue)
    if let error {
      let code = (error as? AGIError)?.code.rawValue ?? "script"
      try? call.set("SWB_ERROR", to: code)
    }
  }
}
