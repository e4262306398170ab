import AGI
import Records

/// The caller's voice in a file.
struct Voice {
  /// The file.
  var file: String
  /// How long it is.
  var length: Duration
  /// How long somebody may have spoken: all of it but the silence that ended it.
  var spoken: Duration

  init(file: String, length: Duration) {
    self.file = file
    self.length = length
    spoken = length
  }
}

extension Session {
  /// Records what the caller says, after a beep, until a key is pressed, silence, or the longest
  /// time.
  ///
  /// A caller who hangs up has usually said it all: then `hangup` is thrown, and ``unfinishedVoice``
  /// tells of it in the script's `ended`.
  ///
  /// - Parameters:
  ///   - folder: Where, below `switchboard/` in Asterisk's spool directory: `messages/100`. Never
  ///     made of what a caller said or pressed.
  ///   - longest: The longest recording.
  ///   - quiet: So much silence ends it.
  /// - Returns: What was recorded; `nil` when nothing was said, or it could not be written.
  /// - Throws: `AGIError` with code `hangup` when the caller left.
  func record(into folder: String, longest: Duration, quiet: Duration) throws(AGIError) -> Voice? {
    let spool = try call.evaluate("${ASTSPOOLDIR}")
    let file =
      "\(spool)/switchboard/\(folder)/\(key.uniqueid)-\(Timestamp.now().seconds).wav"
    voiceFile = file
    // RECORD FILE makes no folders; the application does. y: any key ends it.
    try call.exec(
      "Record",
      arguments: [file, String(Self.seconds(quiet)), String(Self.seconds(longest)), "ky"]
    )
    guard var voice = try unfinishedVoice(on: call) else { return nil }
    // Of the silence that ended it Asterisk leaves one second.
    if try call.get("RECORD_STATUS") == "SILENCE" { voice.spoken -= .seconds(1) }
    return voice
  }

  /// What was recorded before the caller hung up; `nil` when nothing was, or that is known already.
  func unfinishedVoice(on call: AnyCall) throws(AGIError) -> Voice? {
    guard let file = voiceFile else { return nil }
    voiceFile = nil
    return try Self.voice(in: file, call)
  }

  /// The voice in a file; `nil` when there is no such file, or it has no sound.
  static func voice(in file: String, _ call: AnyCall) throws(AGIError) -> Voice? {
    let size = try call.get("STAT(s,\(file))").flatMap { Int($0) } ?? 0
    // An empty .wav file has 44 bytes; 8,000 samples a second have two bytes each.
    return size > 44 ? Voice(file: file, length: .milliseconds((size - 44) / 16)) : nil
  }

  private static func seconds(_ duration: Duration) -> Int {
    max(1, Int(duration.components.seconds))
  }
}

// MARK: - The recording of the whole call

extension Session {
  /// Stops the recording of the call while a secret is keyed in: a caller may say it aloud, and some
  /// networks carry keys as tones.
  ///
  /// A dialplan has no way to mute a recording; stopped and continued, it lacks that part.
  func pauseRecording() throws(AGIError) {
    guard stoppedRecording == nil else { return }
    let file = try call.get("MIXMONITOR_FILENAME") ?? ""
    guard !file.isEmpty else { return }
    try call.exec("StopMixMonitor")
    stoppedRecording = file
  }

  /// Continues the recording of the call, at the end of its file.
  func resumeRecording(on call: AnyCall) throws(AGIError) {
    guard let file = stoppedRecording else { return }
    stoppedRecording = nil
    // The shipped dialplan records while two people talk.
    let own = try call.get("SWB_RECORDING") ?? ""
    try call.exec("MixMonitor", arguments: [file, own.isEmpty ? "a" : "ab"])
  }
}
