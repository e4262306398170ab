/// Reads Prometheus' text format 0.0.4 strictly, and holds it against the rules for names.
///
/// What `promtool check metrics` says of: HELP and TYPE before the samples of a name and once, names and
/// labels of the right letters, no series twice, counters that end in `_total` and never are negative,
/// base units, and a line feed at the end.
public struct ExpositionReader {
  /// What is wrong, and in which line.
  public struct Mistake: Error, CustomStringConvertible {
    /// The words.
    public let description: String
  }

  /// A name with its labels.
  public struct Series: Hashable {
    /// The name.
    public var name: String
    /// The labels.
    public var labels: [String: String]
  }

  /// Every series with its value.
  public private(set) var values: [Series: Double] = [:]
  /// The kind of each name.
  public private(set) var kinds: [String: String] = [:]
  private var helped: Set<String> = []
  private var current: String?
  private var finished: Set<String> = []

  /// Reads a page.
  public init(_ text: String) throws(Mistake) {
    guard text.isEmpty || text.hasSuffix("\n") else { throw Mistake(description: "no end") }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      do throws(Mistake) { try take(line) } catch {
        throw Mistake(description: "\(error.description): \(line)")
      }
    }
  }

  /// The value of a series; `nil` when there is none.
  public subscript(_ name: String, labels: KeyValuePairs<String, String>) -> Double? {
    values[Series(name: name, labels: Dictionary(uniqueKeysWithValues: labels.map { ($0, $1) }))]
  }

  private mutating func take(_ line: Substring) throws(Mistake) {
    if line.hasPrefix("# ") {
      let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
      guard words.count == 4, Self.isName(words[2]) else { throw Mistake(description: "comment") }
      try begin(String(words[1]), String(words[2]), String(words[3]))
    } else {
      try sample(line)
    }
  }

  private mutating func begin(
    _ word: String,
    _ name: String,
    _ rest: String
  ) throws(Mistake) {
    switch word {
    case "HELP":
      guard helped.insert(name).inserted, !rest.isEmpty else { throw Mistake(description: "help") }
      if let current { finished.insert(current) }
      current = name
    case "TYPE":
      guard current == name, kinds[name] == nil, ["counter", "gauge"].contains(rest) else {
        throw Mistake(description: "type")
      }
      kinds[name] = rest
      let isTotal = name.hasSuffix("_total")
      guard isTotal == (rest == "counter") else { throw Mistake(description: "a counter's name") }
      let unit = ["_milliseconds", "_minutes", "_hours", "_ms", "_kilobytes", "_percent"]
      guard !unit.contains(where: name.contains) else { throw Mistake(description: "unit") }
    default: throw Mistake(description: "comment")
    }
  }

  private mutating func sample(_ line: Substring) throws(Mistake) {
    let name = line.prefix { $0 != "{" && $0 != " " }
    guard Self.isName(name), current == String(name), kinds[String(name)] != nil,
      !finished.contains(String(name))
    else { throw Mistake(description: "a sample without its name's lines") }
    var rest = line[name.endIndex...]
    let labels = try rest.first == "{" ? Self.labels(&rest) : [:]
    guard rest.first == " ", let value = Double(rest.dropFirst()), value.isFinite else {
      throw Mistake(description: "value")
    }
    guard kinds[String(name)] != "counter" || value >= 0 else { throw Mistake(description: "sign") }
    let series = Series(name: String(name), labels: labels)
    guard values.updateValue(value, forKey: series) == nil else {
      throw Mistake(description: "twice")
    }
  }

  /// `{name="value",...}`, taken off the front.
  private static func labels(_ rest: inout Substring) throws(Mistake) -> [String: String] {
    var labels: [String: String] = [:]
    repeat {
      rest.removeFirst()
      let name = rest.prefix { $0 != "=" }
      guard isName(name), !name.contains(":"), !name.hasPrefix("__") else {
        throw Mistake(description: "label")
      }
      rest = rest[name.endIndex...]
      guard rest.hasPrefix("=\"") else { throw Mistake(description: "label's value") }
      rest.removeFirst(2)
      var value = ""
      while let letter = rest.first, letter != "\"" {
        rest.removeFirst()
        guard letter == "\\" else {
          value.append(letter)
          continue
        }
        switch rest.popFirst() {
        case "\\": value += "\\"
        case "\"": value += "\""
        case "n": value += "\n"
        default: throw Mistake(description: "escape")
        }
      }
      guard rest.popFirst() == "\"" else { throw Mistake(description: "open value") }
      guard labels.updateValue(value, forKey: String(name)) == nil else {
        throw Mistake(description: "label twice")
      }
    } while rest.first == ","
    guard rest.popFirst() == "}" else { throw Mistake(description: "open labels") }
    return labels
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        || scalar == "_" || scalar == ":"
    }
  }
}
