/// What Asterisk says about the call before the first command: `agi_channel`, `agi_callerid`, ...
///
/// Values are bytes: a caller's name need not be UTF-8, and holds colons as it likes.
public struct Environment: Sendable, Equatable {
  private var values: [(key: String, value: [UInt8])] = []
  /// The arguments of `AGI()`, in order; an empty one is empty, not absent.
  public private(set) var rawArguments: [[UInt8]] = []

  /// An empty environment; ``EnvironmentDecoder`` and tests fill it.
  public init() {}

  /// Makes an environment of given values, for tests.
  public init(_ values: KeyValuePairs<String, String>) {
    for (key, value) in values { add(key: key, value: Array(value.utf8)) }
  }

  public static func == (left: Environment, right: Environment) -> Bool {
    left.rawArguments == right.rawArguments
      && left.values.elementsEqual(right.values) { $0 == $1 }
  }

  /// A value by its name, with or without `agi_`; text that is not UTF-8 is repaired.
  public subscript(name: String) -> String? {
    bytes(name)?.text
  }

  /// A value by its name, exactly as Asterisk sent it.
  public func bytes(_ name: String) -> [UInt8]? {
    let key = name.hasPrefix("agi_") ? name : "agi_" + name
    return values.first { $0.key == key }?.value
  }

  /// All names and values in the order in which they came.
  public var all: [(name: String, value: [UInt8])] {
    values.map { ($0.key, $0.value) }
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

  /// Adds a line. A caller's name with a newline in it could forge lines, so of two equal names
  /// the one wins that Asterisk itself writes: what comes before the caller's values keeps its
  /// first value, what comes after them takes its last, and arguments count only at the end.
  mutating func add(key: String, value: [UInt8]) {
    if key.hasPrefix("agi_arg_") {
      rawArguments.append(value)
      return
    }
    if key == "agi_threadid" { rawArguments.removeAll() }
    guard let index = values.firstIndex(where: { $0.key == key }) else {
      values.append((key, value))
      return
    }
    if !Environment.beforeCaller.contains(key) { values[index].value = value }
  }

  private static let beforeCaller: Set<String> = [
    "agi_network", "agi_network_script", "agi_request", "agi_channel", "agi_language", "agi_type",
    "agi_uniqueid", "agi_version", "agi_callerid",
  ]
}

/// Reads the environment, however its bytes were cut.
struct EnvironmentDecoder: Sendable {
  private var environment = Environment()
  private var line: [UInt8] = []
  private var size = 0
  private let limit: Int

  init(limit: Int = Limits(line: 0).environment) {
    self.limit = limit
  }

  /// Feeds one byte; the environment is whole at its empty line.
  ///
  /// - Throws: ``AGIError`` with code `protocolViolation` when it passes the limit.
  mutating func append(_ byte: UInt8) throws(AGIError) -> Environment? {
    size += 1
    guard size <= limit else {
      throw AGIError(
        .protocolViolation,
        doing: "reading the environment",
        reason: "over \(limit) bytes without an empty line"
      )
    }
    guard byte == Byte.lineFeed else {
      line.append(byte)
      return nil
    }
    if line.isEmpty { return environment }
    if let colon = line.firstIndex(of: Byte.colon) {
      let afterColon = line[(colon + 1)...]
      let value = afterColon.first == Byte.space ? afterColon.dropFirst() : afterColon
      environment.add(key: line[..<colon].text, value: Array(value))
    }
    line.removeAll(keepingCapacity: true)
    return nil
  }
}
