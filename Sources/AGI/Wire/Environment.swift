/// What Asterisk says about the call before the first command: `agi_channel`, `agi_callerid`, ...
///
/// Values are bytes: a caller's name need not be UTF-8, and holds colons as it likes.
public struct Environment: Sendable {
  /// The lines that count, each without its `agi_` and with its newline: a program reads few of the
  /// values, once, so they are kept as they came and looked up by scanning.
  private var lines: [UInt8] = []

  /// An environment that says nothing yet.
  public init() {}

  /// Makes an environment of given values, for tests.
  public init(_ values: KeyValuePairs<String, String>) {
    for (key, value) in values { add(line: "\(key): \(value)".utf8) }
  }

  /// A value by its name, with or without `agi_`; text that is not UTF-8 is repaired.
  public subscript(name: String) -> String? {
    bytes(name)?.text
  }

  /// A value by its name, exactly as Asterisk sent it.
  public func bytes(_ name: String) -> [UInt8]? {
    let name = name.hasPrefix("agi_") ? name.dropFirst(4) : name[...]
    let keepsFirst = Environment.isBeforeCaller(name)
    let length = name.utf8.count
    var found: [UInt8]?
    forEachLine { key, value in
      guard key.count == length, found == nil || !keepsFirst, key.elementsEqual(name.utf8) else {
        return
      }
      found = Array(value)
    }
    return found
  }

  /// All names and values in the order in which they came.
  public var all: [(name: String, value: [UInt8])] {
    var all: [(name: String, value: [UInt8])] = []
    forEachLine { key, _ in
      let name = "agi_" + key.text
      guard !key.starts(withText: "arg_"), !all.contains(where: { $0.name == name }) else { return }
      all.append((name, bytes(name) ?? []))
    }
    return all
  }

  /// The arguments of `AGI()`, in order; an empty one is empty, not absent.
  public var rawArguments: [[UInt8]] {
    var arguments: [[UInt8]] = []
    forEachLine { key, value in
      if key.elementsEqual("threadid".utf8) { arguments.removeAll() }
      guard key.starts(withText: "arg_"), key.dropFirst(4).decimal == arguments.count + 1 else {
        return
      }
      arguments.append(Array(value))
    }
    return arguments
  }

  /// The arguments of `AGI()` as text.
  public var arguments: [String] { rawArguments.map(\.text) }

  // MARK: - The values by name; absent ones are the literal `unknown` on the wire

  /// The script's name, or the whole `agi://` address.
  public var request: String { self["request"] ?? "" }
  /// FastAGI's path, without the leading slash, with its query.
  public var networkScript: String? { self["network_script"] }
  /// The channel's name, for example `PJSIP/trunk-00000001`.
  public var channel: String { self["channel"] ?? "" }
  /// The channel's language, for example `en` or `zh`.
  public var language: String { self["language"] ?? "" }
  /// The channel's Uniqueid.
  public var uniqueID: String { self["uniqueid"] ?? "" }
  /// Asterisk's version.
  public var version: String { self["version"] ?? "" }
  /// The caller's number, `nil` when withheld or unknown.
  public var callerNumber: String? { known("callerid") }
  /// The caller's name, `nil` when unknown.
  public var callerName: String? { known("calleridname") }
  /// The number that was dialled, `nil` when unknown.
  public var dialledNumber: String? { known("dnid") }
  /// The number from which the call was redirected, `nil` when it was not.
  public var redirectingNumber: String? { known("rdnis") }
  /// The dialplan's context.
  public var context: String { self["context"] ?? "" }
  /// The dialplan's extension.
  public var dialplanExtension: String { self["extension"] ?? "" }
  /// The dialplan's priority.
  public var priority: Int? { bytes("priority")?.decimal }
  /// Whether audio comes on descriptor 3 (`EAGI()`).
  public var isEnhanced: Bool { self["enhanced"] == "1.0" }

  private func known(_ name: String) -> String? {
    guard let value = self[name], !value.isEmpty, value != "unknown", value != "<unknown>" else {
      return nil
    }
    return value
  }

  // MARK: - Lines

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// Adds a line without its newline, if it has a name and a value.
  mutating func add(line: some Collection<UInt8>) {
    guard line.starts(withText: "agi_"), line.contains(Byte.colon) else { return }
    lines.append(contentsOf: line.dropFirst(4))
    lines.append(Byte.lineFeed)
  }

  /// Calls `body` with the name, without its `agi_`, and the value of each line.
  private func forEachLine(_ body: (Bytes, Bytes) -> Void) {
    lines.withUnsafeBufferPointer { lines in
      var start = 0
      var colon: Int?
      for (index, byte) in lines.enumerated() {
        if byte == Byte.colon, colon == nil { colon = index }
        guard byte == Byte.lineFeed, let end = colon else { continue }
        let value = lines[(end + 1)..<index]
        body(lines[start..<end], value.first == Byte.space ? value.dropFirst() : value)
        (start, colon) = (index + 1, nil)
      }
    }
  }

  /// Whether Asterisk says it before anything that a caller chooses.
  ///
  /// A newline in a caller's number or name could forge lines. So of two equal names that one wins
  /// which Asterisk itself wrote: the first here, the last of all others; arguments count only in
  /// sequence, after `agi_threadid`.
  private static func isBeforeCaller(_ name: Substring) -> Bool {
    switch name {
    case "network", "network_script", "request", "channel", "language", "type", "uniqueid",
      "version", "callerid":
      true
    default: false
    }
  }
}

extension Environment: Equatable {
  /// Whether both say the same of the call.
  public static func == (left: Environment, right: Environment) -> Bool {
    left.rawArguments == right.rawArguments && left.all.elementsEqual(right.all) { $0 == $1 }
  }
}

/// Reads the environment, however its bytes were cut.
///
/// It ends at an empty line. Between the caller's number and `agi_threadid` there is none, unless a
/// newline in what the caller chose put it there to end the environment early: that one is skipped.
struct EnvironmentDecoder: Sendable {
  private(set) var environment = Environment()
  private var line: [UInt8] = []
  private var size = 0
  private var isAmongCallersValues = false
  private let limit: Int

  /// Whether no byte has come yet.
  var isEmpty: Bool { size == 0 }

  init(limit: Int = Limits(line: 0).environment) {
    self.limit = limit
  }

  /// Feeds bytes, and returns how many of them belonged to the environment once it is whole.
  ///
  /// - Throws: ``AGIError`` with code `protocolViolation` when it passes the limit.
  mutating func append(_ chunk: some RandomAccessCollection<UInt8>) throws(AGIError) -> Int? {
    var rest = chunk[...]
    while let end = rest.firstIndex(of: Byte.lineFeed) {
      try add(rest[..<end])
      size += 1
      rest = rest[rest.index(after: end)...]
      if endLine() { return chunk.count - rest.count }
    }
    try add(rest)
    return nil
  }

  private mutating func add(_ bytes: some RandomAccessCollection<UInt8>) throws(AGIError) {
    size += bytes.count
    guard size < limit else {
      throw AGIError(
        .protocolViolation,
        doing: "reading the environment",
        reason: "\(limit) bytes without an empty line"
      )
    }
    line.append(contentsOf: bytes)
  }

  /// Whether the line that ends here is the environment's last.
  private mutating func endLine() -> Bool {
    if line.isEmpty { return !isAmongCallersValues }
    if line.starts(withText: "agi_callerid:") { isAmongCallersValues = true }
    if line.starts(withText: "agi_threadid:") { isAmongCallersValues = false }
    environment.add(line: line)
    line.removeAll(keepingCapacity: true)
    return false
  }
}
