import Control
import Daemon
import Glibc
import Records

/// What the daemon is told on its command line.
struct Options {
  var location = StoreLocation.find()
  var address = "127.0.0.1"
  var port: UInt16 = 4573
  /// Who may connect; empty for all that reach the address.
  var allowed: Set<String> = []
  var maximumCalls = 1_000
  /// The control socket; `nil` is none, as where the usual one's folder is missing.
  var control = Self.usualControl

  /// The port of this machine alone for Prometheus; `nil` is none.
  var metricsPort: UInt16?

  /// How long lines of queue_log are kept.
  var keepDays = HistoryKeeper.usualDays

  /// Whether it waits while another daemon leads on the store.
  var standsBy = false

  var asksForHelp = false

  private static var usualControl: String? {
    let path = ControlSocket.usualPath
    let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
    return access(String(folder), W_OK) == 0 ? path : nil
  }

  static let usage = """
    usage: switchboardd [--store FOLDER] [--listen ADDRESS:PORT] [--allow ADDRESS]...
                       [--calls NUMBER] [--control PATH] [--keep-days NUMBER] [--standby]
                       [--metrics-port NUMBER]
      --store FOLDER         otherwise $SWITCHBOARD_STORE, or /var/lib/switchboard
      --listen ADDRESS:PORT  for FastAGI; 127.0.0.1:4573 unless told, port 0 takes a free one
      --allow ADDRESS        an Asterisk that may connect, as numbers; whoever may speaks for Asterisk,
                             so an address other than this machine's own needs one
      --calls NUMBER         the most calls at once; 1000 unless told, fewer when the limit of open
                             files (ulimit -n, LimitNOFILE) does not carry them
      --control PATH         the control socket; /run/switchboard/control.sock unless told, when there
                             is its folder; "" is none
      --keep-days NUMBER     how long floor.sqlite keeps the lines of queue_log, and what was asked for;
                             \(HistoryKeeper.usualDays) unless told. Nothing goes before the clock has gone evenly
                             for twelve hours, so one that is wrong for a while costs nothing
      --standby              one daemon leads on a store; while another one does, wait, and take over
                             when it ends, is killed, or hangs for 10 s
      --metrics-port NUMBER  answers GET /metrics for Prometheus on this port of 127.0.0.1 and ::1, 0 takes
                             a free one; otherwise switchboard metrics prints the same
      --help                 these lines
    signals:
      TERM, INT              running calls have 2 s, the rest goes on by exec; twice: ends at once
      HUP, USR1              change nothing: what is published is followed by itself
    exit codes:
      1                      it could not begin, or another daemon took over, since this one hung
      2                      a mistake on the command line
      3                      another daemon leads on this store
    """

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--help", "-h": asksForHelp = true
      case "--store": location = StoreLocation(folder: try Self.value(of: option, &rest))
      case "--listen": try listen(Self.value(of: option, &rest))
      case "--allow": try allow(Self.value(of: option, &rest))
      case "--control":
        let path = try Self.value(of: option, &rest)
        control = path.isEmpty ? nil : path
      case "--standby": standsBy = true
      case "--keep-days": try keep(Self.value(of: option, &rest))
      case "--metrics-port": try measure(Self.value(of: option, &rest))
      case "--calls": try limit(Self.value(of: option, &rest))
      default: throw UsageError("\(option) is no option")
      }
    }
    guard isLoopback || !allowed.isEmpty else {
      throw UsageError(
        """
        who reaches \(address) may speak for Asterisk: name each Asterisk by --allow ADDRESS, \
        or listen on 127.0.0.1
        """
      )
    }
  }

  /// Who connects is known by an address, which is compared as the system writes it.
  private mutating func allow(_ text: String) throws(UsageError) {
    var four = in_addr()
    var six = in6_addr()
    guard inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1 else {
      throw UsageError(
        "--allow \"\(text)\" is no address: write one such as 192.0.2.10; a network cannot be named"
      )
    }
    allowed.insert(text)
  }

  private var isLoopback: Bool { address.hasPrefix("127.") || address == "::1" }

  private static func value(
    of option: String,
    _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let value = rest.popFirst() else { throw UsageError("\(option) needs a value") }
    return value
  }

  private mutating func listen(_ value: String) throws(UsageError) {
    guard let colon = value.lastIndex(of: ":"),
      let port = UInt16(value[value.index(after: colon)...]),
      let address = Self.address(String(value[..<colon]))
    else { throw UsageError("\(value) is no address: write 127.0.0.1:4573 or [::1]:4573") }
    self.address = address
    self.port = port
  }

  /// An IPv6 address stands in brackets, since it has colons of its own.
  private static func address(_ text: String) -> String? {
    if text.hasPrefix("["), text.hasSuffix("]") { return String(text.dropFirst().dropLast()) }
    return text.isEmpty || text.contains(":") ? nil : text
  }

  private mutating func keep(_ value: String) throws(UsageError) {
    guard let number = Int(value), (1...36_500).contains(number) else {
      throw UsageError("--keep-days \(value) is no number of days")
    }
    keepDays = number
  }

  private mutating func measure(_ value: String) throws(UsageError) {
    guard let port = UInt16(value) else {
      throw UsageError("--metrics-port \(value) is no port: write for example 9273")
    }
    metricsPort = port
  }

  private mutating func limit(_ value: String) throws(UsageError) {
    guard let number = Int(value), number > 0 else {
      throw UsageError("--calls \(value) is no number of calls")
    }
    maximumCalls = number
  }
}

/// A mistake on the command line.
struct UsageError: Error {
  var words: String

  init(_ words: String) {
    self.words = words
  }
}
