/// A channel, in the answer to `CoreShowChannels`.
public struct CoreShowChannel: TypedEvent {
  /// The name in `Event`.
  public static let name = "CoreShowChannel"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `BridgeId` says.
  public var bridgeId: String? { message["BridgeId"] }
  /// What `Application` says.
  public var application: String? { message["Application"] }
  /// What `ApplicationData` says.
  public var applicationData: String? { message["ApplicationData"] }
  /// What `Duration` says.
  public var duration: String? { message["Duration"] }
}

/// A channel, in the answer to `Status`.
public struct Status: TypedEvent {
  /// The name in `Event`.
  public static let name = "Status"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `BridgeID` says.
  public var bridgeId: String? { message["BridgeID"] }
  /// What `Application` says.
  public var application: String? { message["Application"] }
  /// What `Data` says.
  public var applicationData: String? { message["Data"] }
  /// What `Seconds` says.
  public var seconds: Int? { message.number("Seconds") }
}

/// A bridge, in the answer to `BridgeList`.
public struct BridgeListItem: TypedEvent {
  /// The name in `Event`.
  public static let name = "BridgeListItem"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The bridge.
  public var bridge: BridgeSnapshot { BridgeSnapshot(message, "") }
}

/// A value of AstDB, in the answer to `DBGet`.
public struct DBGetResponse: TypedEvent {
  /// The name in `Event`.
  public static let name = "DBGetResponse"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = []
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Family` says.
  public var family: String? { message["Family"] }
  /// What `Key` says.
  public var key: String? { message["Key"] }
  /// What `Val` says.
  public var value: String? { message["Val"] }
}
