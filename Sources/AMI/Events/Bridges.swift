/// A bridge has come about.
public struct BridgeCreate: TypedEvent {
  /// The name in `Event`.
  public static let name = "BridgeCreate"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The bridge.
  public var bridge: BridgeSnapshot { BridgeSnapshot(message, "") }
}

/// A bridge is gone.
public struct BridgeDestroy: TypedEvent {
  /// The name in `Event`.
  public static let name = "BridgeDestroy"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The bridge.
  public var bridge: BridgeSnapshot { BridgeSnapshot(message, "") }
}

/// A channel has entered a bridge.
public struct BridgeEnter: TypedEvent {
  /// The name in `Event`.
  public static let name = "BridgeEnter"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The bridge.
  public var bridge: BridgeSnapshot { BridgeSnapshot(message, "") }
  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// What `SwapUniqueid` says.
  public var swapUniqueid: String? { message["SwapUniqueid"] }
}

/// A channel has left a bridge.
public struct BridgeLeave: TypedEvent {
  /// The name in `Event`.
  public static let name = "BridgeLeave"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The bridge.
  public var bridge: BridgeSnapshot { BridgeSnapshot(message, "") }
  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
}

/// A bridge has gone into another.
public struct BridgeMerge: TypedEvent {
  /// The name in `Event`.
  public static let name = "BridgeMerge"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The bridge of the headers that begin with `To`.
  public var to: BridgeSnapshot { BridgeSnapshot(message, "To") }
  /// The bridge of the headers that begin with `From`.
  public var from: BridgeSnapshot { BridgeSnapshot(message, "From") }
}

/// Somebody was transferred without a word.
public struct BlindTransfer: TypedEvent {
  /// The name in `Event`.
  public static let name = "BlindTransfer"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Result` says.
  public var result: String? { message["Result"] }
  /// The channel of the headers that begin with `Transferer`.
  public var transferer: ChannelSnapshot { ChannelSnapshot(message, "Transferer") }
  /// The channel of the headers that begin with `Transferee`.
  public var transferee: ChannelSnapshot { ChannelSnapshot(message, "Transferee") }
  /// The bridge.
  public var bridge: BridgeSnapshot { BridgeSnapshot(message, "") }
  /// What `IsExternal` says.
  public var isExternal: Bool? { message.flag("IsExternal") }
  /// What `Context` says.
  public var context: String? { message["Context"] }
  /// What `Extension` says.
  public var `extension`: String? { message["Extension"] }
}

/// Somebody was transferred after a consultation.
public struct AttendedTransfer: TypedEvent {
  /// The name in `Event`.
  public static let name = "AttendedTransfer"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// What `Result` says.
  public var result: String? { message["Result"] }
  /// The channel of the headers that begin with `OrigTransferer`.
  public var originalTransferer: ChannelSnapshot { ChannelSnapshot(message, "OrigTransferer") }
  /// The channel of the headers that begin with `SecondTransferer`.
  public var secondTransferer: ChannelSnapshot { ChannelSnapshot(message, "SecondTransferer") }
  /// The channel of the headers that begin with `Transferee`.
  public var transferee: ChannelSnapshot { ChannelSnapshot(message, "Transferee") }
  /// The channel of the headers that begin with `TransferTarget`.
  public var target: ChannelSnapshot { ChannelSnapshot(message, "TransferTarget") }
  /// What `DestType` says.
  public var destinationType: String? { message["DestType"] }
  /// What `DestBridgeUniqueid` says.
  public var destinationBridge: String? { message["DestBridgeUniqueid"] }
}

/// A ringing call was picked up by somebody else.
public struct Pickup: TypedEvent {
  /// The name in `Event`.
  public static let name = "Pickup"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel.
  public var channel: ChannelSnapshot { ChannelSnapshot(message, "") }
  /// The channel of the headers that begin with `Target`.
  public var target: ChannelSnapshot { ChannelSnapshot(message, "Target") }
}

/// A call was parked.
public struct ParkedCall: TypedEvent {
  /// The name in `Event`.
  public static let name = "ParkedCall"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel of the headers that begin with `Parkee`.
  public var parkee: ChannelSnapshot { ChannelSnapshot(message, "Parkee") }
  /// What `Parkinglot` says.
  public var lot: String? { message["Parkinglot"] }
  /// What `ParkingSpace` says.
  public var space: String? { message["ParkingSpace"] }
  /// What `ParkingTimeout` says.
  public var timeout: Int? { message.number("ParkingTimeout") }
}

/// A parked call was taken.
public struct UnParkedCall: TypedEvent {
  /// The name in `Event`.
  public static let name = "UnParkedCall"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel of the headers that begin with `Parkee`.
  public var parkee: ChannelSnapshot { ChannelSnapshot(message, "Parkee") }
  /// The channel of the headers that begin with `Retriever`.
  public var retriever: ChannelSnapshot { ChannelSnapshot(message, "Retriever") }
  /// What `Parkinglot` says.
  public var lot: String? { message["Parkinglot"] }
  /// What `ParkingSpace` says.
  public var space: String? { message["ParkingSpace"] }
}

/// A parked caller hung up.
public struct ParkedCallGiveUp: TypedEvent {
  /// The name in `Event`.
  public static let name = "ParkedCallGiveUp"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel of the headers that begin with `Parkee`.
  public var parkee: ChannelSnapshot { ChannelSnapshot(message, "Parkee") }
  /// What `Parkinglot` says.
  public var lot: String? { message["Parkinglot"] }
  /// What `ParkingSpace` says.
  public var space: String? { message["ParkingSpace"] }
}

/// A parked call comes back.
public struct ParkedCallTimeOut: TypedEvent {
  /// The name in `Event`.
  public static let name = "ParkedCallTimeOut"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel of the headers that begin with `Parkee`.
  public var parkee: ChannelSnapshot { ChannelSnapshot(message, "Parkee") }
  /// What `Parkinglot` says.
  public var lot: String? { message["Parkinglot"] }
  /// What `ParkingSpace` says.
  public var space: String? { message["ParkingSpace"] }
}

/// Somebody begins to listen.
public struct ChanSpyStart: TypedEvent {
  /// The name in `Event`.
  public static let name = "ChanSpyStart"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel of the headers that begin with `Spyer`.
  public var spyer: ChannelSnapshot { ChannelSnapshot(message, "Spyer") }
  /// The channel of the headers that begin with `Spyee`.
  public var spied: ChannelSnapshot { ChannelSnapshot(message, "Spyee") }
}

/// Somebody no longer listens.
public struct ChanSpyStop: TypedEvent {
  /// The name in `Event`.
  public static let name = "ChanSpyStop"
  /// The classes that it is sent in; none for an item of a list.
  public static let classes: EventClasses = .call
  /// What Asterisk sent.
  public let message: Message

  /// Takes what Asterisk sent for this event.
  public init(unchecked message: Message) { self.message = message }

  /// The channel of the headers that begin with `Spyer`.
  public var spyer: ChannelSnapshot { ChannelSnapshot(message, "Spyer") }
  /// The channel of the headers that begin with `Spyee`.
  public var spied: ChannelSnapshot { ChannelSnapshot(message, "Spyee") }
}
