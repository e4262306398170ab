/// Why a file cannot be read as a table.
public struct SheetError: Error, Equatable, Sendable {
  /// What is wrong.
  public var code: Code
  /// The line of the file, from 1, where one can be named.
  public var line: Int?
  /// What the system says, the encoding, or the part that is meant.
  public var detail: String

  /// Describes what is wrong.
  public init(_ code: Code, line: Int? = nil, _ detail: String = "") {
    (self.code, self.line, self.detail) = (code, line, detail)
  }

  /// What is wrong.
  public enum Code: Sendable {
    /// The system does not let it be read.
    case unreadable
    /// It is larger than anything that we read.
    case tooLarge
    /// A line's bytes are no text in the encoding.
    case encoding
    /// A quote is opened on a line, and never closed.
    case openQuote
    /// It is a workbook of an old Excel, or has a password.
    case oldWorkbook
    /// It is a ZIP archive without a workbook, or a damaged one.
    case damaged
    /// The workbook has no such sheet.
    case noSheet
  }
}
