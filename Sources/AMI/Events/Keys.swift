/// A key is pressed: also one of a PIN.
public struct DTMFBegin: TypedEvent {
  /// The name in `Event`.
  public static let name = "DTMFBegin"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .dtmf
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `Digit` says.
  public var digit: String? { message["Digit"] }
  /// What `Direction` says.
  public var direction: String? { message["Direction"] }
}

/// A key is let go: also one of a PIN.
public struct DTMFEnd: TypedEvent {
  /// The name in `Event`.
  public static let name = "DTMFEnd"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .dtmf
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `Digit` says.
  public var digit: String? { message["Digit"] }
  /// What `DurationMs` says.
  public var milliseconds: Int? { message.number("DurationMs") }
  /// What `Direction` says.
  public var direction: String? { message["Direction"] }
}
