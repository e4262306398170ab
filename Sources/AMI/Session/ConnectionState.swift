/// How we stand with Asterisk.
public enum ConnectionState: Sendable, Equatable {
  /// ``AMIClient/run()`` has not begun.
  case idle
  /// A try to connect and log in.
  case connecting
  /// Logged in; `version` is that of AMI (`11.0.0`), where Asterisk said it.
  case connected(version: String?)
  /// No session; the next try comes after `next`.
  case waiting(next: Duration, because: AMIError)
  /// No session, and no further try: the secret is wrong.
  case failed(AMIError)
  /// ``AMIClient/run()`` was cancelled.
  case stopped

  /// Whether nothing follows this state.
  public var isFinal: Bool {
    switch self {
    case .failed, .stopped: true
    default: false
    }
  }
}

extension ConnectionState: CustomStringConvertible {
  /// The state in words, with nothing private in them.
  public var description: String {
    switch self {
    case .idle: "idle"
    case .connecting: "connecting"
    case .connected(let version): "connected to AMI \(version ?? "of an unknown version")"
    case .waiting(let next, let error): "waiting \(next) for the next try: \(error)"
    case .failed(let error): "failed for good: \(error)"
    case .stopped: "stopped"
    }
  }
}
