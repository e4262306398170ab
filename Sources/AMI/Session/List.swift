/// The answer to an action that lists things.
public struct List: Sendable, Equatable {
  /// The response, which came first.
  public var response: Message
  /// The items, in order.
  public var items: [Message]
}
