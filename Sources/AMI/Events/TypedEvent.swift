/// An event, or an item of a list, whose headers have names in Swift.
///
/// It is a view: nothing is taken apart until it is asked for, and what has no name here is in
/// ``message``.
public protocol TypedEvent: Sendable {
  /// The name in `Event`.
  static var name: String { get }
  /// The classes that it is sent in; none for an item of a list.
  static var classes: EventClasses { get }
  /// What Asterisk sent.
  var message: Message { get }

  /// Takes what Asterisk sent for this event.
  init(unchecked message: Message)
}

extension TypedEvent {
  /// Takes a message when it is this event.
  public init?(_ message: Message) {
    guard message.isEvent(Self.name) else { return nil }
    self.init(unchecked: message)
  }
}

extension Message {
  /// The message as an event of that type, when it is one.
  public func `as`<Event: TypedEvent>(_ type: Event.Type = Event.self) -> Event? { Event(self) }

  /// A header that says yes or no, as Asterisk does: `1`, `yes`, `true`, `on`.
  public func flag(_ name: String) -> Bool? {
    switch self[name]?.lowercased() {
    case "1", "yes", "true", "on": true
    case "0", "no", "false", "off": false
    default: nil
    }
  }
}

extension List {
  /// The items of that type.
  public func items<Item: TypedEvent>(_ type: Item.Type) -> [Item] { items.compactMap(Item.init) }
}
