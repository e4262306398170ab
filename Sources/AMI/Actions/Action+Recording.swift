extension Action {
  /// Begins to record a channel.
  ///
  /// Needs class `system`.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - file: The file.
  ///   - options: Options, as the application has them.
  /// - Returns: The action.
  public static func mixMonitor(channel: String, file: String, options: String? = nil) -> Action {
    Action("MixMonitor", ["Channel": channel, "File": file, "Options": options])
  }

  /// Mutes a recording, or ends that.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - direction: `read`, `write` or `both`.
  ///   - muted: Whether it is mute.
  /// - Returns: The action.
  public static func mixMonitorMute(channel: String, direction: String, muted: Bool) -> Action {
    Action(
      "MixMonitorMute",
      ["Channel": channel, "Direction": direction, "State": muted ? "1" : "0"]
    )
  }

  /// Ends a recording.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - recording: Which one; `nil` means all.
  /// - Returns: The action.
  public static func stopMixMonitor(channel: String, recording: String? = nil) -> Action {
    Action("StopMixMonitor", ["Channel": channel, "MixMonitorID": recording])
  }
}
