/// Fields of a record, fetched into variables.
public struct Lookup: Equatable, Sendable {
  /// Who is asked.
  public var source: Source
  /// What is looked for.
  public var key: FlowValue
  /// The fields that are fetched, and the variables that keep them.
  public var fields: [Field]
  /// What follows when there is such a record.
  public var found: Target
  /// What follows when there is none.
  public var unknown: Target
  /// What follows when nobody answered.
  public var failed: Target

  /// Describes a look-up.
  public init(
    _ source: Source,
    key: FlowValue = .variable("caller"),
    fields: [Field],
    found: Target,
    unknown: Target,
    failed: Target
  ) {
    self.source = source
    self.key = key
    self.fields = fields
    self.found = found
    self.unknown = unknown
    self.failed = failed
  }

  /// Who is asked.
  public enum Source: Equatable, Sendable, LosslessStringConvertible {
    /// The directory, by number: `name`, `language`, and fields of its own.
    case directory
    /// A family of AstDB: the one field `value`.
    case astDB(family: String)
    /// The business system, by the name of a look-up.
    case business(String)

    /// Reads the form that ``description`` writes.
    public init?(_ text: String) {
      let words = text.split(separator: " ").map(String.init)
      switch (words.first, words.count) {
      case ("directory", 1): self = .directory
      case ("astdb", 2): self = .astDB(family: words[1])
      case ("business", 2): self = .business(words[1])
      default: return nil
      }
    }

    /// The source in words.
    public var description: String {
      switch self {
      case .directory: "directory"
      case .astDB(let family): "astdb \(family)"
      case .business(let name): "business \(name)"
      }
    }
  }

  /// A field and the variable that keeps it.
  public struct Field: Equatable, Sendable {
    /// The field's name in the record.
    public var field: String
    /// The variable.
    public var variable: String

    /// Describes a field.
    public init(_ field: String, into variable: String) {
      self.field = field
      self.variable = variable
    }
  }
}

extension Lookup {
  func append(to flat: inout FlatText) {
    flat.append("source", source)
    flat.append("key", key)
    for field in fields { flat.append("field", "\(field.variable) \(field.field)") }
    flat.append("found", found)
    flat.append("unknown", unknown)
    flat.append("failed", failed)
  }

  init?(_ flat: FlatText) {
    guard let source = flat["source"].flatMap(Source.init),
      let key = flat["key"].map(FlowValue.init), let found = flat.target("found"),
      let unknown = flat.target("unknown"), let failed = flat.target("failed")
    else { return nil }
    self.init(source, key: key, fields: [], found: found, unknown: unknown, failed: failed)
    for line in flat.all("field") {
      // A field's name may hold blanks, a variable's not.
      guard let blank = line.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
      let field = String(line[line.utf8.index(after: blank)...])
      fields.append(Field(field, into: String(line[..<blank])))
    }
  }
}
