/// A queue, in the answer to `QueueStatus`.
public struct QueueParams: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueParams"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// What `Strategy` says.
  public var strategy: String? { message["Strategy"] }
  /// What `Max` says.
  public var maximum: Int? { message.number("Max") }
  /// What `Calls` says.
  public var calls: Int? { message.number("Calls") }
  /// How long the caller waited, in seconds.
  public var holdTime: Int? { message.number("Holdtime") }
  /// How long they talked, in seconds.
  public var talkTime: Int? { message.number("TalkTime") }
  /// What `Completed` says.
  public var completed: Int? { message.number("Completed") }
  /// What `Abandoned` says.
  public var abandoned: Int? { message.number("Abandoned") }
  /// What `ServiceLevel` says.
  public var serviceLevel: Int? { message.number("ServiceLevel") }
  /// What `ServicelevelPerf` says.
  public var serviceLevelPerformance: String? { message["ServicelevelPerf"] }
  /// What `ServicelevelPerf2` says.
  public var serviceLevelPerformance2: String? { message["ServicelevelPerf2"] }
  /// What `Weight` says.
  public var weight: Int? { message.number("Weight") }
}

/// A member, in the answer to `QueueStatus`.
public struct QueueMember: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueMember"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var memberName: String? { message["Name"] }
  /// The member's interface.
  public var interface: String? { message["Location"] }
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
  /// What `Wrapuptime` says.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
}

/// A waiting caller, in the answer to `QueueStatus`.
public struct QueueEntry: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueEntry"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The place in the queue, from 1.
  public var position: Int? { message.number("Position") }
  /// What `Channel` says.
  public var channelName: String? { message["Channel"] }
  /// What `Uniqueid` says.
  public var uniqueid: String? { message["Uniqueid"] }
  /// What `CallerIDNum` says.
  public var callerNumber: String? { message["CallerIDNum"] }
  /// What `CallerIDName` says.
  public var callerName: String? { message["CallerIDName"] }
  /// What `Wait` says.
  public var wait: Int? { message.number("Wait") }
  /// What `Priority` says.
  public var priority: Int? { message.number("Priority") }
}

/// Figures of a queue, in the answer to `QueueSummary`.
public struct QueueSummary: TypedEvent {
  /// The name in `Event`.
  public static let name = "QueueSummary"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// What `LoggedIn` says.
  public var loggedIn: Int? { message.number("LoggedIn") }
  /// What `Available` says.
  public var available: Int? { message.number("Available") }
  /// What `Callers` says.
  public var callers: Int? { message.number("Callers") }
  /// How long the caller waited, in seconds.
  public var holdTime: Int? { message.number("HoldTime") }
  /// How long they talked, in seconds.
  public var talkTime: Int? { message.number("TalkTime") }
  /// What `LongestHoldTime` says.
  public var longestHoldTime: Int? { message.number("LongestHoldTime") }
}
