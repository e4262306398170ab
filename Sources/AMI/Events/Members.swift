/// Somebody has become a member.
public struct QueueMemberAdded: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueMemberAdded"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The member, as it is now.
  public var member: MemberSnapshot { MemberSnapshot(message) }
}

/// Somebody is no longer a member.
public struct QueueMemberRemoved: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueMemberRemoved"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The member, as it was.
  public var member: MemberSnapshot { MemberSnapshot(message) }
}

/// A member pauses, or no longer.
public struct QueueMemberPause: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueMemberPause"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The member, as it is now.
  public var member: MemberSnapshot { MemberSnapshot(message) }
}

/// A member's device has another state, or its figures changed.
public struct QueueMemberStatus: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueMemberStatus"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The member, as it is now.
  public var member: MemberSnapshot { MemberSnapshot(message) }
}

/// A member has another penalty.
public struct QueueMemberPenalty: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueMemberPenalty"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The member, as it is now.
  public var member: MemberSnapshot { MemberSnapshot(message) }
}

/// A member is rung while talking, or no longer.
public struct QueueMemberRinginuse: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueMemberRinginuse"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .agent
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The member, as it is now.
  public var member: MemberSnapshot { MemberSnapshot(message) }
}
