internal import AGI

/// The model behind a connection: lines in, bytes out, notices of the hangup, and its end.
final class ScriptedPeer: Peer {
  private(set) var model: AsteriskModel
  private(set) var recording = RecordedSession()
  /// Set when the script waits for a reply that would never come.
  private(set) var defect: (any Error)?
  private var line: [UInt8] = []
  private var unread: ArraySlice<UInt8> = []
  private var sent = 0
  private var hasToldHangup = false

  init(_ caller: ScriptedCaller, live: (any LiveCaller)? = nil) {
    var caller = caller
    caller.prepareVariables()
    model = AsteriskModel(caller, live: live)
    say(caller.environmentLines)
  }

  var hasSignalledHangup: Bool {
    model.isHungUp && model.caller.hangupNotice == .signal
  }

  var hasStoppedServer: Bool { model.hasStoppedServer }

  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard !isClosed else { return false }
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      recording.events.append(.sent(line + [byte]))
      let wasHungUp = model.isHungUp
      let reply = model.answer(line)
      line.removeAll()
      if wasHungUp, !hasToldHangup, model.caller.hangupNotice == .inBand {
        hasToldHangup = true
        say("HANGUP\n")
      }
      say(reply)
    }
    return true
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var most = min(buffer.count, model.caller.readSize)
    if let end = model.caller.breaksAfter { most = min(most, end - sent) }
    if unread.isEmpty, !isClosed, most > 0 {
      defect = AGIError(
        .protocolViolation,
        doing: "awaiting a reply",
        reason: "Asterisk has nothing more to say: the script would wait for ever"
      )
    }
    let bytes = unread.prefix(max(0, most))
    unread = unread.dropFirst(bytes.count)
    sent += bytes.count
    buffer.copyBytes(from: bytes)
    return bytes.count
  }

  private var isClosed: Bool {
    if let end = model.caller.breaksAfter, sent >= end { return true }
    return model.isHungUp && model.caller.hangupNotice == .closed && unread.isEmpty
  }

  private func say(_ text: String) {
    guard !text.isEmpty else { return }
    let bytes = Array(text.utf8)
    recording.events.append(.received(bytes))
    unread += bytes
  }
}

extension ScriptedCaller {
  static let channel = "PJSIP/caller-00000001"

  var channel: String { ScriptedCaller.channel }

  /// What Asterisk says first.
  var environmentLines: String {
    var lines: [String] = []
    func add(_ name: String, _ value: String) {
      lines.append("agi_\(name): \(value)\n")
    }
    if let networkScript {
      add("network", "yes")
      add("network_script", networkScript)
      add("request", "agi://127.0.0.1/\(networkScript)")
    } else {
      add("request", "script")
    }
    add("channel", channel)
    add("language", language)
    add("type", "PJSIP")
    add("uniqueid", "1700000000.1")
    add("version", version)
    add("callerid", number ?? "unknown")
    add("calleridname", name ?? "unknown")
    for key in ["callingpres", "callingani2", "callington", "callingtns"] { add(key, "0") }
    add("dnid", dialled)
    add("rdnis", "unknown")
    add("context", "switchboard-incoming")
    add("extension", dialled)
    add("priority", "1")
    add("enhanced", "0.0")
    add("accountcode", "")
    add("threadid", "140000000000000")
    for (index, argument) in arguments.enumerated() { add("arg_\(index + 1)", argument) }
    return lines.joined() + "\n"
  }

  mutating func prepareVariables() {
    let known = [
      "CALLERID(num)": number ?? "", "CALLERID(name)": name ?? "", "CHANNEL(name)": channel,
      "CHANNEL": channel, "CHANNEL(language)": language, "EXTEN": dialled,
      "UNIQUEID": "1700000000.1",
    ]
    variables.merge(known) { given, _ in given }
  }
}
