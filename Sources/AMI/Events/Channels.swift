/// A channel has come about.
public struct Newchannel: TypedEvent {
  /// The name in `Event`.
  public static let name = "Newchannel"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
}

/// A channel has another state.
public struct Newstate: TypedEvent {
  /// The name in `Event`.
  public static let name = "Newstate"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
}

/// A channel has another name.
public struct Rename: TypedEvent {
  /// The name in `Event`.
  public static let name = "Rename"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Channel` says.
  public var channelName: String? { message["Channel"] }
  /// What `Newname` says.
  public var newName: String? { message["Newname"] }
  /// What `Uniqueid` says.
  public var uniqueid: String? { message["Uniqueid"] }
}

/// A channel shows another caller.
public struct NewCallerid: TypedEvent {
  /// The name in `Event`.
  public static let name = "NewCallerid"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `CID-CallingPres` says.
  public var presentation: String? { message["CID-CallingPres"] }
}

/// A channel is shown another party.
public struct NewConnectedLine: TypedEvent {
  /// The name in `Event`.
  public static let name = "NewConnectedLine"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
}

/// Somebody hangs up.
public struct HangupRequest: TypedEvent {
  /// The name in `Event`.
  public static let name = "HangupRequest"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `Cause` says.
  public var cause: HangupCause? { message.number("Cause").map { HangupCause(rawValue: $0) } }
}

/// A channel is gone.
public struct Hangup: TypedEvent {
  /// The name in `Event`.
  public static let name = "Hangup"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `Cause` says.
  public var cause: HangupCause? { message.number("Cause").map { HangupCause(rawValue: $0) } }
  /// What `Cause-txt` says.
  public var causeText: String? { message["Cause-txt"] }
  /// What `TechCause` says.
  public var technicalCause: String? { message["TechCause"] }
}

/// A channel is dialled.
public struct DialBegin: TypedEvent {
  /// The name in `Event`.
  public static let name = "DialBegin"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var dialled: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// What `DialString` says.
  public var dialString: String? { message["DialString"] }
}

/// A dialled channel has another state.
public struct DialState: TypedEvent {
  /// The name in `Event`.
  public static let name = "DialState"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var dialled: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// What `DialStatus` says.
  public var status: String? { message["DialStatus"] }
}

/// Dialling has ended; it may come twice for a channel.
public struct DialEnd: TypedEvent {
  /// The name in `Event`.
  public static let name = "DialEnd"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Dest`.
  public var dialled: ChannelSnapshot { ChannelSnapshot(message, "Dest") }
  /// What `DialStatus` says.
  public var status: String? { message["DialStatus"] }
  /// What `Forward` says.
  public var forward: String? { message["Forward"] }
}

/// A phone holds.
public struct Hold: TypedEvent {
  /// The name in `Event`.
  public static let name = "Hold"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `MusicClass` says.
  public var musicClass: String? { message["MusicClass"] }
}

/// A phone no longer holds.
public struct Unhold: TypedEvent {
  /// The name in `Event`.
  public static let name = "Unhold"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
}

/// An originated call was answered or not; the cause is in ``Hangup``.
public struct OriginateResponse: TypedEvent {
  /// The name in `Event`.
  public static let name = "OriginateResponse"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Channel` says.
  public var channelName: String? { message["Channel"] }
  /// What `Uniqueid` says.
  public var uniqueid: String? { message["Uniqueid"] }
  /// What `Response` says.
  public var response: String? { message["Response"] }
  /// What `Reason` says.
  public var reason: Int? { message.number("Reason") }
}

/// The two halves of a Local channel know each other.
public struct LocalBridge: TypedEvent {
  /// The name in `Event`.
  public static let name = "LocalBridge"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel of the headers that begin with `LocalOne`.
  public var one: ChannelSnapshot { ChannelSnapshot(message, "LocalOne") }
  /// The channel of the headers that begin with `LocalTwo`.
  public var two: ChannelSnapshot { ChannelSnapshot(message, "LocalTwo") }
  /// What `Context` says.
  public var context: String? { message["Context"] }
  /// What `Exten` says.
  public var `extension`: String? { message["Exten"] }
}
