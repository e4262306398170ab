/// Asterisk is ready; comes also after a login.
public struct FullyBooted: TypedEvent {
  /// The name in `Event`.
  public static let name = "FullyBooted"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .system
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Status` says.
  public var status: String? { message["Status"] }
  /// What `Uptime` says.
  public var uptime: Int? { message.number("Uptime") }
  /// What `LastReload` says.
  public var lastReload: Int? { message.number("LastReload") }
}

/// A module was read again.
public struct Reload: TypedEvent {
  /// The name in `Event`.
  public static let name = "Reload"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .system
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Module` says.
  public var module: String? { message["Module"] }
  /// What `Status` says.
  public var status: String? { message["Status"] }
}

/// Asterisk is going.
public struct Shutdown: TypedEvent {
  /// The name in `Event`.
  public static let name = "Shutdown"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .system
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Shutdown` says.
  public var shutdown: String? { message["Shutdown"] }
  /// What `Restart` says.
  public var isRestart: Bool? { message.flag("Restart") }
}

/// A phone's contact has another state.
public struct ContactStatus: TypedEvent {
  /// The name in `Event`.
  public static let name = "ContactStatus"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .system
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `URI` says.
  public var uri: String? { message["URI"] }
  /// What `ContactStatus` says.
  public var status: String? { message["ContactStatus"] }
  /// What `AOR` says.
  public var address: String? { message["AOR"] }
  /// What `EndpointName` says.
  public var endpoint: String? { message["EndpointName"] }
  /// What `RoundtripUsec` says.
  public var roundTripMicroseconds: Int? { message.number("RoundtripUsec") }
}

/// A phone is there or not.
public struct PeerStatus: TypedEvent {
  /// The name in `Event`.
  public static let name = "PeerStatus"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .system
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `ChannelType` says.
  public var type: String? { message["ChannelType"] }
  /// What `Peer` says.
  public var peer: String? { message["Peer"] }
  /// What `PeerStatus` says.
  public var status: String? { message["PeerStatus"] }
  /// What `Cause` says.
  public var cause: String? { message["Cause"] }
}

/// A device has another state.
public struct DeviceStateChange: TypedEvent {
  /// The name in `Event`.
  public static let name = "DeviceStateChange"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Device` says.
  public var device: String? { message["Device"] }
  /// What `State` says.
  public var state: String? { message["State"] }
}

/// A hint has another state.
public struct ExtensionStatus: TypedEvent {
  /// The name in `Event`.
  public static let name = "ExtensionStatus"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Exten` says.
  public var `extension`: String? { message["Exten"] }
  /// What `Context` says.
  public var context: String? { message["Context"] }
  /// What `Hint` says.
  public var hint: String? { message["Hint"] }
  /// What `Status` says: 0 idle, 1 in use, 2 busy, 4 unavailable, 8 rings, 16 on hold; -1 no hint.
  public var status: Int? { message.number("Status") }
  /// What `StatusText` says.
  public var statusText: String? { message["StatusText"] }
}

/// A presence has another state.
public struct PresenceStateChange: TypedEvent {
  /// The name in `Event`.
  public static let name = "PresenceStateChange"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Presentity` says.
  public var presentity: String? { message["Presentity"] }
  /// What `Status` says.
  public var status: String? { message["Status"] }
  /// What `Subtype` says.
  public var subtype: String? { message["Subtype"] }
  /// What `Message` says.
  public var text: String? { message["Message"] }
}

/// Somebody's own event; its headers are what they say, and can be forged.
public struct UserEvent: TypedEvent {
  /// The name in `Event`.
  public static let name = "UserEvent"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .user
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `UserEvent` says.
  public var name: String? { message["UserEvent"] }
}
