/// What a statement is given for one `?`.
///
/// Values are bound, never written into a statement.
public enum Value: Equatable, Sendable {
  /// No value.
  case null
  /// A number.
  case integer(Int64)
  /// A text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// A number of the machine's width.
  public static func integer(_ number: Int) -> Value { .integer(Int64(number)) }

  /// A number, or no value.
  public static func integer(_ number: Int?) -> Value {
    number.map { .integer(Int64($0)) } ?? .null
  }

  /// A text, or no value.
  public static func text(_ text: String?) -> Value {
    text.map { .text($0) } ?? .null
  }
}
