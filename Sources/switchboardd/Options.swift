import Control
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

  var asksForHelp = false

  private static var usualControl: String? {
    let path = ControlSocket.usualPath
    let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
    return access(String(folder), W_OK) == 0 ? path : nil
  }

  static let usage = """
    usage: switchboardd [--store FOLDER] [--listen ADDRESS:PORT] [--allow ADDRESS]...
                       [--calls NUMBER] [--control PATH]
      --store FOLDER         otherwise $SWITCHBOARD_STORE, or /var/lib/switchboard
      --listen ADDRESS:PORT  for FastAGI; 127.0.0.1:4573 unless told, port 0 takes a free one
      --allow ADDRESS        an Asterisk that may connect, as numbers; whoever may speaks for Asterisk,
                             so an address other than this machine's own needs one
      --calls NUMBER         the most calls at once; 1000 unless told, fewer when the limit of open
                             files (ulimit -n, LimitNOFILE) does not carry them
      --control PATH         the control socket; /run/switchboard/control.sock unless told, when there
                             is its folder; "" is none
      --help                 these lines
    signals:
      TERM, INT              running calls have 2 s, the rest goes on by exec; twice: ends at once
      HUP, USR1              change nothing: each call reads what is published then
    """

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--help", "-h": asksForHelp = true
      case "--store": location = StoreLocation(folder: try Self.value(of: option, &rest))
      case "--listen": try listen(Self.value(of: option, &rest))
      case "--allow": allowed.insert(try Self.value(of: option, &rest))
      case "--control":
        let path = try Self.value(of: option, &rest)
        control = path.isEmpty ? nil : path
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
