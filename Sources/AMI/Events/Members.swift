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

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// What `StateInterface` says.
  public var stateInterface: String? { message["StateInterface"] }
  /// What `Membership` says.
  public var membership: String? { message["Membership"] }
  /// What `Penalty` says.
  public var penalty: Int? { message.number("Penalty") }
  /// What `CallsTaken` says.
  public var callsTaken: Int? { message.number("CallsTaken") }
  /// What `LastCall` says.
  public var lastCall: Int? { message.number("LastCall") }
  /// What `LastPause` says.
  public var lastPause: Int? { message.number("LastPause") }
  /// What `InCall` says.
  public var isInCall: Bool? { message.flag("InCall") }
  /// What `Status` says.
  public var status: Int? { message.number("Status") }
  /// What `Paused` says.
  public var isPaused: Bool? { message.flag("Paused") }
  /// What `PausedReason` says.
  public var pausedReason: String? { message["PausedReason"] }
  /// What `Ringinuse` says.
  public var ringsInUse: Bool? { message.flag("Ringinuse") }
  /// What `Wrapuptime` says.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
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

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// What `StateInterface` says.
  public var stateInterface: String? { message["StateInterface"] }
  /// What `Membership` says.
  public var membership: String? { message["Membership"] }
  /// What `Penalty` says.
  public var penalty: Int? { message.number("Penalty") }
  /// What `CallsTaken` says.
  public var callsTaken: Int? { message.number("CallsTaken") }
  /// What `LastCall` says.
  public var lastCall: Int? { message.number("LastCall") }
  /// What `LastPause` says.
  public var lastPause: Int? { message.number("LastPause") }
  /// What `InCall` says.
  public var isInCall: Bool? { message.flag("InCall") }
  /// What `Status` says.
  public var status: Int? { message.number("Status") }
  /// What `Paused` says.
  public var isPaused: Bool? { message.flag("Paused") }
  /// What `PausedReason` says.
  public var pausedReason: String? { message["PausedReason"] }
  /// What `Ringinuse` says.
  public var ringsInUse: Bool? { message.flag("Ringinuse") }
  /// What `Wrapuptime` says.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
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

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// What `StateInterface` says.
  public var stateInterface: String? { message["StateInterface"] }
  /// What `Membership` says.
  public var membership: String? { message["Membership"] }
  /// What `Penalty` says.
  public var penalty: Int? { message.number("Penalty") }
  /// What `CallsTaken` says.
  public var callsTaken: Int? { message.number("CallsTaken") }
  /// What `LastCall` says.
  public var lastCall: Int? { message.number("LastCall") }
  /// What `LastPause` says.
  public var lastPause: Int? { message.number("LastPause") }
  /// What `InCall` says.
  public var isInCall: Bool? { message.flag("InCall") }
  /// What `Status` says.
  public var status: Int? { message.number("Status") }
  /// What `Paused` says.
  public var isPaused: Bool? { message.flag("Paused") }
  /// What `PausedReason` says.
  public var pausedReason: String? { message["PausedReason"] }
  /// What `Ringinuse` says.
  public var ringsInUse: Bool? { message.flag("Ringinuse") }
  /// What `Wrapuptime` says.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
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

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// What `StateInterface` says.
  public var stateInterface: String? { message["StateInterface"] }
  /// What `Membership` says.
  public var membership: String? { message["Membership"] }
  /// What `Penalty` says.
  public var penalty: Int? { message.number("Penalty") }
  /// What `CallsTaken` says.
  public var callsTaken: Int? { message.number("CallsTaken") }
  /// What `LastCall` says.
  public var lastCall: Int? { message.number("LastCall") }
  /// What `LastPause` says.
  public var lastPause: Int? { message.number("LastPause") }
  /// What `InCall` says.
  public var isInCall: Bool? { message.flag("InCall") }
  /// What `Status` says.
  public var status: Int? { message.number("Status") }
  /// What `Paused` says.
  public var isPaused: Bool? { message.flag("Paused") }
  /// What `PausedReason` says.
  public var pausedReason: String? { message["PausedReason"] }
  /// What `Ringinuse` says.
  public var ringsInUse: Bool? { message.flag("Ringinuse") }
  /// What `Wrapuptime` says.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
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

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// What `StateInterface` says.
  public var stateInterface: String? { message["StateInterface"] }
  /// What `Membership` says.
  public var membership: String? { message["Membership"] }
  /// What `Penalty` says.
  public var penalty: Int? { message.number("Penalty") }
  /// What `CallsTaken` says.
  public var callsTaken: Int? { message.number("CallsTaken") }
  /// What `LastCall` says.
  public var lastCall: Int? { message.number("LastCall") }
  /// What `LastPause` says.
  public var lastPause: Int? { message.number("LastPause") }
  /// What `InCall` says.
  public var isInCall: Bool? { message.flag("InCall") }
  /// What `Status` says.
  public var status: Int? { message.number("Status") }
  /// What `Paused` says.
  public var isPaused: Bool? { message.flag("Paused") }
  /// What `PausedReason` says.
  public var pausedReason: String? { message["PausedReason"] }
  /// What `Ringinuse` says.
  public var ringsInUse: Bool? { message.flag("Ringinuse") }
  /// What `Wrapuptime` says.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
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

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["MemberName"] }
  /// The member's interface.
  public var interface: String? { message["Interface"] }
  /// What `StateInterface` says.
  public var stateInterface: String? { message["StateInterface"] }
  /// What `Membership` says.
  public var membership: String? { message["Membership"] }
  /// What `Penalty` says.
  public var penalty: Int? { message.number("Penalty") }
  /// What `CallsTaken` says.
  public var callsTaken: Int? { message.number("CallsTaken") }
  /// What `LastCall` says.
  public var lastCall: Int? { message.number("LastCall") }
  /// What `LastPause` says.
  public var lastPause: Int? { message.number("LastPause") }
  /// What `InCall` says.
  public var isInCall: Bool? { message.flag("InCall") }
  /// What `Status` says.
  public var status: Int? { message.number("Status") }
  /// What `Paused` says.
  public var isPaused: Bool? { message.flag("Paused") }
  /// What `PausedReason` says.
  public var pausedReason: String? { message["PausedReason"] }
  /// What `Ringinuse` says.
  public var ringsInUse: Bool? { message.flag("Ringinuse") }
  /// What `Wrapuptime` says.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
}
