/// A channel as an event tells it, in headers that may begin with a word of their own (`Dest`).
///
/// `<unknown>` and an empty text are `nil`.
public struct ChannelSnapshot: Sendable, Equatable {
  private let message: Message
  private let prefix: String

  init(_ message: Message, _ prefix: String) {
    self.message = message
    self.prefix = prefix
  }

  /// The name, for example `PJSIP/1001-00000007`.
  public var name: String? { text("Channel") }
  /// The id, for ever this channel's.
  public var uniqueid: String? { text("Uniqueid") }
  /// The id that all channels of a call have in common.
  public var linkedid: String? { text("Linkedid") }
  /// The state as a number: 4 rings, 6 is up.
  public var state: Int? { message.number(prefix + "ChannelState") }
  /// The state as a word.
  public var stateName: String? { text("ChannelStateDesc") }
  /// The caller's number.
  public var callerNumber: String? { text("CallerIDNum") }
  /// The caller's name.
  public var callerName: String? { text("CallerIDName") }
  /// The number of whom it talks to.
  public var connectedNumber: String? { text("ConnectedLineNum") }
  /// The name of whom it talks to.
  public var connectedName: String? { text("ConnectedLineName") }
  /// Where it is in the dialplan.
  public var context: String? { text("Context") }
  /// Where it is in the dialplan.
  public var `extension`: String? { text("Exten") }
  /// The variables that `channelvars` in `manager.conf` names, as `NAME=value`.
  public var variables: [String] { message.values(prefix + "ChanVariable") }

  private func text(_ name: String) -> String? {
    guard let text = message[prefix + name], !text.isEmpty, text != "<unknown>" else { return nil }
    return text
  }
}

/// A bridge as an event tells it, in headers that may begin with a word of their own.
public struct BridgeSnapshot: Sendable, Equatable {
  private let message: Message
  private let prefix: String

  init(_ message: Message, _ prefix: String) {
    self.message = message
    self.prefix = prefix
  }

  /// The id.
  public var uniqueid: String? { message[prefix + "BridgeUniqueid"] }
  /// The type, for example `basic`.
  public var type: String? { message[prefix + "BridgeType"] }
  /// What mixes the sound.
  public var technology: String? { message[prefix + "BridgeTechnology"] }
  /// How many channels are in it.
  public var channels: Int? { message.number(prefix + "BridgeNumChannels") }
}

/// A member of a queue as an event tells it.
public struct MemberSnapshot: Sendable, Equatable {
  private let message: Message

  init(_ message: Message) {
    self.message = message
  }

  /// The queue.
  public var queue: String? { message["Queue"] }
  /// The member's name: an agent's number.
  public var name: String? { message["MemberName"] }
  /// What is rung, for example `Local/1001@agents/n`.
  public var interface: String? { message["Interface"] }
  /// Whose state counts as the member's.
  public var stateInterface: String? { message["StateInterface"] }
  /// How it became one: `dynamic`, `realtime` or `static`.
  public var membership: String? { message["Membership"] }
  /// The penalty: those with less are rung first.
  public var penalty: Int? { message.number("Penalty") }
  /// How many calls of this queue it took.
  public var callsTaken: Int? { message.number("CallsTaken") }
  /// When its last call ended, in seconds since 1970; 0 for never.
  public var lastCall: Int? { message.number("LastCall") }
  /// When it last paused, in seconds since 1970; 0 for never.
  public var lastPause: Int? { message.number("LastPause") }
  /// Whether it talks to a caller of this queue.
  public var isInCall: Bool? { message.flag("InCall") }
  /// The state of its device: 1 free, 2 in use, 3 busy, 5 unavailable, 6 rings, 8 on hold.
  public var status: Int? { message.number("Status") }
  /// Whether it pauses.
  public var isPaused: Bool? { message.flag("Paused") }
  /// Why it pauses.
  public var pausedReason: String? { message["PausedReason"] }
  /// Whether it is rung while it talks.
  public var ringsInUse: Bool? { message.flag("Ringinuse") }
  /// The seconds for which it is not rung after a call.
  public var wrapUpTime: Int? { message.number("Wrapuptime") }
}
