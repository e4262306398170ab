extension Action {
  /// Hangs up.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - cause: The cause that the other side hears of.
  /// - Returns: The action.
  public static func hangup(channel: String, cause: HangupCause? = nil) -> Action {
    Action("Hangup", ["Channel": channel, "Cause": cause.map { "\($0.rawValue)" }])
  }

  /// Sends a channel elsewhere in the dialplan.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - context: The context.
  ///   - extension: The extension.
  ///   - priority: The priority.
  /// - Returns: The action.
  public static func redirect(
    channel: String,
    context: String,
    extension: String,
    priority: Int = 1
  ) -> Action {
    Action(
      "Redirect",
      ["Channel": channel, "Context": context, "Exten": `extension`, "Priority": "\(priority)"]
    )
  }

  /// Asks for a variable; the answer is in `Value`.
  ///
  /// - Parameters:
  ///   - variable: The variable or function. Never build one of what a caller said: `SHELL()` runs.
  ///   - channel: The channel; `nil` means a global variable.
  /// - Returns: The action.
  public static func getvar(variable: String, channel: String? = nil) -> Action {
    Action("Getvar", ["Variable": variable, "Channel": channel])
  }

  /// Sets a variable.
  ///
  /// - Parameters:
  ///   - variable: The variable or function.
  ///   - value: The value.
  ///   - channel: The channel; `nil` means a global variable.
  /// - Returns: The action.
  public static func setvar(variable: String, value: String, channel: String? = nil) -> Action {
    Action("Setvar", ["Variable": variable, "Value": value, "Channel": channel])
  }

  /// Lists channels in detail (``Status``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  ///
  /// - Parameters:
  ///   - channel: One channel alone, by its name or id.
  ///   - variables: Variables to tell, with commas between them.
  /// - Returns: The action.
  public static func status(channel: String? = nil, variables: String? = nil) -> Action {
    Action("Status", ["Channel": channel, "Variables": variables])
  }

  /// Ends a call after a while.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - timeout: After how long; zero takes a limit off.
  /// - Returns: The action.
  public static func absoluteTimeout(channel: String, timeout: Duration) -> Action {
    Action("AbsoluteTimeout", ["Channel": channel, "Timeout": "\(timeout.components.seconds)"])
  }

  /// Presses a key on a channel.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - digit: The key.
  ///   - duration: How long.
  ///   - isReceived: As if the phone had sent it; otherwise the phone hears it.
  /// - Returns: The action.
  public static func playDTMF(
    channel: String,
    digit: Character,
    duration: Duration? = nil,
    isReceived: Bool = false
  ) -> Action {
    Action(
      "PlayDTMF",
      [
        "Channel": channel, "Digit": String(digit),
        "Duration": duration.map { "\($0.wholeMilliseconds)" },
        "Receive": isReceived ? "true" : nil,
      ]
    )
  }

  /// Mutes a channel, or ends that.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - direction: `in`, `out` or `all`, as Asterisk sees it.
  ///   - muted: Whether it is mute.
  /// - Returns: The action.
  public static func muteAudio(channel: String, direction: String, muted: Bool) -> Action {
    Action(
      "MuteAudio",
      ["Channel": channel, "Direction": direction, "State": muted ? "on" : "off"]
    )
  }
}
