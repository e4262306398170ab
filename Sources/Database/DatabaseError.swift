/// Why the store could not do what was asked.
///
/// Switch on ``code``, never on a text. The description holds statements and file names, never a
/// value of a row: it may be logged.
public struct DatabaseError: Error, Equatable, Sendable {
  /// What went wrong.
  public var code: Code

  /// What was being done: a statement's beginning or a few words.
  public var doing: String

  /// The cause in the words of whoever noticed it.
  public var cause: String

  /// Describes a failure.
  public init(_ code: Code, doing: String, cause: String) {
    self.code = code
    self.doing = doing
    self.cause = cause
  }
}

extension DatabaseError {
  /// A short name of what went wrong.
  ///
  /// New ones may come; modules above add their own.
  public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name, as logs and channel variables show it.
    public var rawValue: String

    /// Makes a code of its name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The name.
    public var description: String { rawValue }

    /// Someone else held a lock for longer than this connection may wait.
    public static let busy = Code(rawValue: "busy")
    /// The disk is full.
    public static let full = Code(rawValue: "full")
    /// The file, its folder or its file system cannot be written to.
    public static let readOnly = Code(rawValue: "readonly")
    /// The file is damaged, or is no SQLite file.
    public static let corrupt = Code(rawValue: "corrupt")
    /// There is no such file.
    public static let missing = Code(rawValue: "missing")
    /// The file is there, but this user may not open it.
    public static let denied = Code(rawValue: "denied")
    /// A row broke a rule of its table.
    public static let constraint = Code(rawValue: "constraint")
    /// The disk failed.
    public static let disk = Code(rawValue: "disk")
    /// Anything else; the cause tells.
    public static let other = Code(rawValue: "other")
  }
}

extension DatabaseError: CustomStringConvertible {
  /// One line for a log.
  public var description: String { "\(code): \(doing): \(cause)" }
}
