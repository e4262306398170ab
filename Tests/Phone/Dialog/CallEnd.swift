/// Who ended a call, and how.
public struct CallEnd: Hashable, Sendable, CustomStringConvertible {
  public enum Side: String, Hashable, Sendable {
    case us = "this phone"
    case them = "the other side"
    /// Nobody answered any more.
    case nobody
  }

  public let by: Side
  /// The SIP status that refused the call; `nil` for a call that was answered.
  public let status: Int?
  /// The Q.850 cause that the other side gave: 16 normal clearing, 17 busy, 21 rejected, ...
  public let cause: Int?

  public init(by side: Side, status: Int? = nil, cause: Int? = nil) {
    by = side
    self.status = status
    self.cause = cause
  }

  public var description: String {
    let reasons = [status.map { "SIP \($0)" }, cause.map { "cause \($0)" }].compactMap(\.self)
    return "ended by \(by.rawValue)"
      + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))")
  }
}
