/// The name and number that a caller shows.
///
/// The name may hold anything but line ends: quotes, Chinese, bytes that are not UTF-8
/// (`String(bytesAsTheyAre:)`). The number may hold anything at all; what SIP does not allow in
/// a URI travels escaped and arrives as it was, line ends too.
public struct CallerID: Hashable, Sendable, ExpressibleByStringLiteral {
  public var name: String?
  public var number: String

  public init(name: String? = nil, number: String) {
    self.name = name
    self.number = number
  }

  public init(stringLiteral number: String) {
    self.init(number: number)
  }

  /// A caller who shows neither name nor number.
  public static let withheld = CallerID(name: "Anonymous", number: "anonymous")
}
