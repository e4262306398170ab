import Records

/// What the daemon is told on its command line.
struct Options {
  var location = StoreLocation.find()
  var address = "127.0.0.1"
  var port: UInt16 = 4573
  var maximumCalls = 1_000

  var asksForHelp = false

  static let usage = """
    usage: switchboardd [--store FOLDER] [--listen ADDRESS:PORT] [--calls NUMBER]
      --store FOLDER         otherwise $SWITCHBOARD_STORE, or /var/lib/switchboard
      --listen ADDRESS:PORT  for FastAGI; 127.0.0.1:4573 unless told, port 0 takes a free one
      --calls NUMBER         the most calls at once; 1000 unless told, fewer when the limit of open
                             files (ulimit -n, LimitNOFILE) does not carry them
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
      case "--calls": try limit(Self.value(of: option, &rest))
      default: throw UsageError("\(option) is no option")
      }
    }
  }

  private static func value(
    of option: String,
    _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let value = rest.popFirst() else { throw UsageError("\(option) needs a value") }
    return value
  }

  private mutating func listen(_ value: String) throws(UsageError) {
    guard let colon = value.lastIndex(of: ":"),
      let port = UInt16(value[value.index(after: colon)...]), colon != value.startIndex
    else { throw UsageError("\(value) is no address: write 127.0.0.1:4573 or [::1]:4573") }
    // An IPv6 address stands in brackets, since it has colons of its own.
    address = value[..<colon].filter { $0 != "[" && $0 != "]" }
    self.port = port
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
