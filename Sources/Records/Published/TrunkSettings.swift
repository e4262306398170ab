/// A way to the outside: what the carrier gave, and what may be dialled by it.
public struct TrunkSettings: Equatable, Sendable {
  /// Its name, which is its SIP endpoint's.
  public var name: String
  /// The carrier's address; without one the endpoint is the site's own, in `pjsip.conf`.
  public var address: String?
  /// The numbers that the carrier assigned; the first is shown where no rule says another.
  public var numbers: [String]
  /// The code of its area, with the trunk prefix; `nil` when numbers go out as they are dialled.
  public var area: String?
  /// How many calls at once; `nil` is any number.
  public var limit: Int?
  /// Whether emergency calls and forwards go out here; else by the first trunk.
  public var uses: [Use]
  /// What phones may dial by it, in order.
  public var rules: [DialRule]

  /// Describes a trunk.
  public init(
    name: String,
    address: String? = nil,
    numbers: [String] = [],
    area: String? = nil,
    limit: Int? = nil,
    uses: [Use] = [],
    rules: [DialRule] = []
  ) {
    self.name = name
    self.address = address
    self.numbers = numbers
    self.area = area
    self.limit = limit
    self.uses = uses
    self.rules = rules
  }

  /// What one trunk alone is for.
  public enum Use: String, CaseIterable, Sendable {
    /// Police, fire brigade, ambulance.
    case emergency
    /// Callers who are sent on to a number outside.
    case forward
  }

  /// What a phone dials, and what the carrier is sent.
  public struct DialRule: Equatable, Sendable {
    /// What is dialled: an Asterisk pattern without its underscore.
    public var pattern: String
    /// How many digits are taken off its front.
    public var strip: Int
    /// What is put in front then.
    public var prefix: String
    /// The number shown; `nil` is the trunk's first.
    public var number: String?

    /// Describes a rule.
    public init(pattern: String, strip: Int = 0, prefix: String = "", number: String? = nil) {
      self.pattern = pattern
      self.strip = strip
      self.prefix = prefix
      self.number = number
    }
  }
}

extension TrunkSettings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("address", address)
    for number in numbers { flat.append("number", number) }
    flat.append("area", area)
    flat.append("limit", limit)
    for use in uses { flat.append("use", use.rawValue) }
    for rule in rules {
      let words = [rule.pattern, "\(rule.strip)", rule.prefix, rule.number ?? ""]
      flat.append("dial", words.joined(separator: " "))
    }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(name: String, _ flat: FlatText) {
    self.init(
      name: name,
      address: flat["address"],
      numbers: flat.all("number"),
      area: flat["area"],
      limit: flat["limit"].flatMap { Int($0) },
      uses: flat.all("use").compactMap { Use(rawValue: $0) }
    )
    for line in flat.all("dial") {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 4, let strip = Int(words[1]) else { return nil }
      let number = words[3].isEmpty ? nil : words[3]
      rules.append(DialRule(pattern: words[0], strip: strip, prefix: words[2], number: number))
    }
  }
}
