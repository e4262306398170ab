public import NIOSSL

/// Where Asterisk is, who we are there, and how patient we are.
public struct Configuration: Sendable {
  /// Whether and how the connection is encrypted.
  public enum TLS: Sendable {
    /// Not at all: for loopback, and for networks that one trusts.
    case off
    /// With the server's certificate and name verified against the system's authorities.
    case verified
    /// With the server's certificate and name verified against the authorities in a PEM file.
    case verifiedBy(authorities: String)
    /// As NIOSSL's configuration says.
    case custom(TLSConfiguration)
  }

  /// A name or an address.
  public var host: String
  /// 5038, or what `port` or `tlsbindaddr` in `manager.conf` says.
  public var port: Int
  /// Whether the connection is encrypted.
  public var tls: TLS
  /// Who logs in.
  public var credentials: Credentials
  /// How long connecting may take, TLS not included.
  public var connectDeadline: Duration = .seconds(5)
  /// How long logging in may take; Asterisk answers a wrong secret after a second.
  public var loginDeadline: Duration = .seconds(10)
  /// How long an action may take, unless it says otherwise.
  public var actionDeadline: Duration = .seconds(10)
  /// How long after a pong the next ping goes out.
  public var pingInterval: Duration = .seconds(10)
  /// How long a pong may take when nothing else is waited for; then the connection counts as dead.
  ///
  /// Asterisk answers in order. So a pong has until the last deadline of the actions that were in flight
  /// when its ping went out, and this long more: an action that may take an hour can hide for that hour that
  /// nobody is there. Give a long deadline to those alone that need it.
  public var pongDeadline: Duration = .seconds(5)
  /// The shortest wait before the next try to connect.
  public var shortestWait: Duration = .milliseconds(250)
  /// The longest wait before the next try to connect.
  public var longestWait: Duration = .seconds(30)
  /// How long a session must hold before the waits begin at the shortest again.
  public var stability: Duration = .seconds(30)
  /// Whether `Command` is sent: who may run CLI commands may do anything, `!` and a shell among it.
  public var allowsCommands = false
  /// How many actions may wait for their answers at once.
  public var inFlight = 256
  /// How many items a list may have.
  public var listLimit = 100_000
  /// The longest message in bytes.
  public var messageLimit = MessageDecoder.defaultLimit

  /// Makes a configuration with the usual patience.
  public init(
    host: String = "127.0.0.1",
    port: Int = 5038,
    tls: TLS = .off,
    credentials: Credentials
  ) {
    self.host = host
    self.port = port
    self.tls = tls
    self.credentials = credentials
  }
}

extension Configuration: CustomStringConvertible, CustomReflectable {
  /// User, host and port.
  public var description: String { "\(credentials.username)@\(host):\(port)" }
  /// User, host and port.
  public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
