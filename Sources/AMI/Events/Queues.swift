/// A caller has joined a queue.
public struct QueueCallerJoin: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueCallerJoin"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The place in the queue, from 1.
  public var position: Int? { message.number("Position") }
  /// How many wait now.
  public var count: Int? { message.number("Count") }
}

/// A caller has left a queue, for whatever reason.
public struct QueueCallerLeave: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueCallerLeave"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The place in the queue, from 1.
  public var position: Int? { message.number("Position") }
  /// How many wait now.
  public var count: Int? { message.number("Count") }
}

/// A caller has left unanswered: also on timeout, on an empty queue and on withdrawal.
public struct QueueCallerAbandon: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueCallerAbandon"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The place in the queue, from 1.
  public var position: Int? { message.number("Position") }
  /// What `OriginalPosition` says.
  public var originalPosition: Int? { message.number("OriginalPosition") }
  /// How long the caller waited, in seconds.
  public var holdTime: Int? { message.number("HoldTime") }
}

/// A member is rung.
public struct AgentCalled: TypedEvent {
  /// The name in `Event`.
  public static let name = "AgentCalled"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var agent: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
}

/// A member has answered.
///
/// Times are in seconds.
public struct AgentConnect: TypedEvent {
  /// The name in `Event`.
  public static let name = "AgentConnect"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var agent: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// How long the caller waited, in seconds.
  public var holdTime: Int? { message.number("HoldTime") }
  /// How long it rang, in seconds.
  public var ringTime: Int? { message.number("RingTime") }
}

/// A member and a caller have parted; the `Dest` headers may be missing.
///
/// Times are in seconds.
public struct AgentComplete: TypedEvent {
  /// The name in `Event`.
  public static let name = "AgentComplete"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var agent: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// How long the caller waited, in seconds.
  public var holdTime: Int? { message.number("HoldTime") }
  /// How long they talked, in seconds.
  public var talkTime: Int? { message.number("TalkTime") }
  /// What `Reason` says.
  public var reason: String? { message["Reason"] }
}

/// A member did not answer.
///
/// The time is in milliseconds.
public struct AgentRingNoAnswer: TypedEvent {
  /// The name in `Event`.
  public static let name = "AgentRingNoAnswer"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var agent: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// What `RingTime` says.
  public var ringMilliseconds: Int? { message.number("RingTime") }
}

/// A member left the caller during the announcement.
public struct AgentDump: TypedEvent {
  /// The name in `Event`.
  public static let name = "AgentDump"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var agent: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
}
