/// A call that Asterisk is to make: first to a channel, then, when that answers, to a place in the
/// dialplan or an application.
public struct Originate: Sendable, Equatable {
  /// Where the channel goes when it has answered.
  public enum Destination: Sendable, Equatable {
    /// Into the dialplan.
    case dialplan(context: String, extension: String, priority: Int = 1)
    /// Into an application.
    ///
    /// Whoever may choose it may run a shell (`System`): let no file or caller do so.
    case application(String, data: String = "")
  }

  /// A channel variable to set; a name that begins with `__` is inherited.
  public struct Variable: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value; commas, quotes and backslashes arrive as they are.
    public var value: String

    /// Makes a variable.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What to dial, for example `PJSIP/13800000666@carrier`.
  public var channel: String
  /// Where the channel goes when it has answered.
  public var destination: Destination
  /// How long it may ring.
  public var ringing: Duration = .seconds(30)
  /// What the called side is shown: `Name <number>`.
  public var callerId: String?
  /// The account code.
  public var account: String?
  /// Whether the destination begins before the answer.
  public var earlyMedia = false
  /// What the channel may speak, the best first; none leaves it to Asterisk, which takes 16-bit linear.
  public var codecs: [String] = []
  /// The variables to set.
  public var variables: [Variable] = []
  /// The channel's id, chosen by us: by it a call is found again whatever happens to the connection.
  public var channelId: String
  /// The id of the other half when the channel is a `Local` one.
  public var otherChannelId: String?

  /// Makes a call; without an id of one's own it gets `ami-` and 128 random bits.
  public init(channel: String, to destination: Destination, channelId: String? = nil) {
    self.channel = channel
    self.destination = destination
    var random = SystemRandomNumberGenerator()
    self.channelId =
      channelId ?? "ami-\(String(random.next(), radix: 36))\(String(random.next(), radix: 36))"
  }

  /// The action as it is sent.
  public var action: Action {
    var action = Action(
      "Originate",
      [
        "Channel": channel, "ChannelId": channelId, "OtherChannelId": otherChannelId,
        "Async": "true", "Timeout": "\(ringing.wholeMilliseconds)", "CallerID": callerId,
        "Account": account, "EarlyMedia": earlyMedia ? "true" : nil,
        "Codecs": codecs.isEmpty ? nil : codecs.joined(separator: ","),
      ]
    )
    switch destination {
    case .dialplan(let context, let name, let priority):
      action.headers += [
        .init("Context", context), .init("Exten", name), .init("Priority", "\(priority)"),
      ]
    case .application(let name, let data):
      action.headers += [.init("Application", name), .init("Data", data)]
    }
    action.headers += variables.map { variable in
      .init("Variable", "\(variable.name)=\(Originate.escaped(variable.value))")
    }
    return action
  }

  /// A comma begins the next variable, and quotes are taken off.
  ///
  /// Byte by byte, as Asterisk reads it: a comma under a combining accent is a comma too.
  private static func escaped(_ value: String) -> String {
    var escaped: [UInt8] = []
    for byte in value.utf8 {
      if "\\,\"".utf8.contains(byte) { escaped.append(UInt8(ascii: "\\")) }
      escaped.append(byte)
    }
    return escaped.text
  }
}

/// What became of a call that was originated.
public enum OriginateOutcome: Sendable, Equatable {
  /// Somebody answered; the channel's name.
  case answered(channel: String)
  /// The line was busy.
  case busy
  /// Nobody answered in time.
  case noAnswer
  /// The call did not come about, for this cause.
  case rejected(HangupCause)
  /// Nobody can know: the connection was lost, and the channel is gone, or cannot be asked for.
  case unknown(AMIError)
}

extension Duration {
  /// Milliseconds, the rest rounded up.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
