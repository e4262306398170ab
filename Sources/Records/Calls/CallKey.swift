/// Which call: uniqueids repeat between Asterisks, so the node belongs to it.
public struct CallKey: Hashable, Sendable {
  /// The Asterisk's `systemname`.
  public var node: String
  /// The channel's uniqueid.
  public var uniqueid: String

  /// Names a call.
  public init(node: String, uniqueid: String) {
    self.node = node
    self.uniqueid = uniqueid
  }
}
