/// Digits that no log may show: a PIN, a card number.
///
/// Printing, interpolating or dumping one gives `****`.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let digits: String

  /// Hides digits.
  public init(_ digits: String) {
    self.digits = digits
  }

  /// How many digits there are.
  public var count: Int { digits.utf8.count }

  /// The digits themselves; keep them away from logs and variables.
  public func reveal() -> String { digits }

  /// `****`.
  public var description: String { "****" }
  /// `****`.
  public var debugDescription: String { "****" }
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
