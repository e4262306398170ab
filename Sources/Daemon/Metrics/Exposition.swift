/// Figures as Prometheus reads them: its text format 0.0.4.
///
/// What stands in a label's value is escaped, whatever it is.
struct Exposition {
  /// What a figure does.
  enum Kind: String {
    /// It only grows while the process lives.
    case counter
    /// It goes up and down.
    case gauge
  }

  /// One figure, by what it is told from the others of its name.
  struct Sample {
    var labels: [(name: String, value: String)]
    var value: Double

    init(_ labels: KeyValuePairs<String, String> = [:], _ value: Double) {
      self.labels = labels.map { ($0.key, $0.value) }
      self.value = value
    }

    init(_ labels: KeyValuePairs<String, String> = [:], _ value: Int) {
      self.init(labels, Double(value))
    }
  }

  /// How the format is named to who fetches it.
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// The lines so far, each with its end.
  private(set) var text = ""

  /// Adds all figures of one name; none of them adds nothing.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    guard !samples.isEmpty else { return }
    text += "# HELP \(name) \(help.escaped(quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = sample.labels.map { "\($0.name)=\"\($0.value.escaped(quotes: true))\"" }
      text += labels.isEmpty ? name : "\(name){\(labels.joined(separator: ","))}"
      text += " \(Self.number(sample.value))\n"
    }
  }

  /// Adds the one figure of a name.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    add(name, kind, help, [Sample([:], value)])
  }

  /// Whole numbers without a point.
  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}

extension String {
  /// The text on one line, as the format wants it.
  fileprivate func escaped(quotes: Bool) -> String {
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\\": escaped += #"\\"#
      case "\n": escaped += #"\n"#
      case "\"" where quotes: escaped += #"\""#
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
