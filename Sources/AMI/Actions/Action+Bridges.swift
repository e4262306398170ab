extension Action {
  /// Connects two channels.
  ///
  /// - Parameters:
  ///   - channel1: One channel.
  ///   - channel2: The other.
  ///   - tone: `Channel1`, `Channel2`, `Both` or `no`: who hears a tone.
  /// - Returns: The action.
  public static func bridge(channel1: String, channel2: String, tone: String? = nil) -> Action {
    Action("Bridge", ["Channel1": channel1, "Channel2": channel2, "Tone": tone])
  }

  /// Lists bridges (``BridgeListItem``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  ///
  /// - Parameter type: One type alone.
  /// - Returns: The action.
  public static func bridgeList(type: String? = nil) -> Action {
    Action("BridgeList", ["BridgeType": type])
  }

  /// Lists the channels in a bridge.
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  ///
  /// - Parameter bridge: The bridge.
  /// - Returns: The action.
  public static func bridgeInfo(bridge: String) -> Action {
    Action("BridgeInfo", ["BridgeUniqueid": bridge])
  }

  /// Transfers whom a channel talks to.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - context: The context.
  ///   - extension: The extension.
  /// - Returns: The action.
  public static func blindTransfer(channel: String, context: String, extension: String) -> Action {
    Action("BlindTransfer", ["Channel": channel, "Context": context, "Exten": `extension`])
  }

  /// Begins a transfer with a consultation.
  ///
  /// The channel needs the feature (Queue option `t`): else Asterisk says yes and does nothing.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - context: The context.
  ///   - extension: The extension.
  /// - Returns: The action.
  public static func attendedTransfer(channel: String, context: String, extension: String) -> Action
  {
    Action("Atxfer", ["Channel": channel, "Context": context, "Exten": `extension`])
  }

  /// Goes back to the caller.
  ///
  /// - Parameter channel: The channel's name.
  /// - Returns: The action.
  public static func cancelAttendedTransfer(channel: String) -> Action {
    Action("CancelAtxfer", ["Channel": channel])
  }

  /// Parks a channel.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - timeoutChannel: Whom it comes back to.
  ///   - announceChannel: Who hears where it is parked.
  ///   - timeout: After how long it comes back.
  ///   - lot: The parking lot.
  /// - Returns: The action.
  public static func park(
    channel: String,
    timeoutChannel: String? = nil,
    announceChannel: String? = nil,
    timeout: Duration? = nil,
    lot: String? = nil
  ) -> Action {
    Action(
      "Park",
      [
        "Channel": channel, "TimeoutChannel": timeoutChannel, "AnnounceChannel": announceChannel,
        "Timeout": timeout.map { "\($0.wholeMilliseconds)" }, "Parkinglot": lot,
      ]
    )
  }

  /// Lists parked calls (``ParkedCall``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  ///
  /// - Parameter lot: One lot alone.
  /// - Returns: The action.
  public static func parkedCalls(lot: String? = nil) -> Action {
    Action("ParkedCalls", ["ParkingLot": lot])
  }
}
