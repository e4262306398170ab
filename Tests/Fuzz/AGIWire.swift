// The harness for libFuzzer on the parsers of `Sources/AGI/Wire`, compiled together with them by
// scripts/fuzz. A property that does not hold traps, and libFuzzer keeps the input.
//
// An input's first byte says which parser, its second where the bytes are cut; the rest is theirs.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 2 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let bytes = Array(input[2...])
  let place = Int(input[1]) % bytes.count
  switch input[0] % 4 {
  case 0: repliesAreTheSameAtASplit(bytes, place)
  case 1: aValueIsReadBackWhole(bytes, place)
  case 2: environmentIsTheSameAtASplit(bytes, place)
  default: aCallersNumberForgesNothing(bytes)
  }
  return 0
}

/// `precondition` says nothing when it is optimised; libFuzzer's log should say what did not hold.
private func hold(_ condition: Bool, _ property: String) {
  if !condition { fatalError(property) }
}

// MARK: - Replies

private enum Outcome: Equatable {
  case event(ReplyDecoder.Event)
  case error(AGIError.Code)
}

private func repliesAreTheSameAtASplit(_ bytes: [UInt8], _ place: Int) {
  let whole = outcomes(of: [bytes[...]])
  hold(outcomes(of: [bytes[..<place], bytes[place...]]) == whole, "a split changes events")
  hold(outcomes(of: bytes.indices.map { bytes[$0...$0] }) == whole, "single bytes do")
  let lines = bytes.count { $0 == Byte.lineFeed }
  hold(whole.count <= lines + 1, "more events than lines")
}

private func outcomes(of parts: [ArraySlice<UInt8>]) -> [Outcome] {
  var decoder = ReplyDecoder()
  var outcomes: [Outcome] = []
  do throws(AGIError) {
    for part in parts {
      decoder.append(planted(part))
      while let event = try decoder.next(.line) { outcomes.append(.event(event)) }
    }
  } catch {
    outcomes.append(.error(error.code))
  }
  return outcomes
}

/// The bug that `-D PLANTED_BUG` plants: a read that begins in the middle of `520-` loses a byte.
private func planted(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  #if PLANTED_BUG
  return part.starts(withText: "20-") ? part.dropFirst() : part
  #else
  return part
  #endif
}

/// What `GET VARIABLE` answers comes back byte by byte, with a `HANGUP` behind it or not.
private func aValueIsReadBackWhole(_ value: [UInt8], _ place: Int) {
  let marker = Array("a marker of ours".utf8)
  guard value.firstRange(ofText: "a marker") == nil, value.firstRange(ofText: ")\n") == nil else {
    return
  }
  for tail in ["", "HANGUP\n"] {
    let reply = Array("200 result=1 (".utf8) + value + Array(")\n\(tail)".utf8)
    var decoder = ReplyDecoder()
    var parts = [reply[..<place], reply[place...]][...]
    var form = ReplyDecoder.Form.value
    var read: Reply?
    while read == nil {
      switch try! decoder.next(form) {
      case .reply(let reply): read = reply
      case .hangup: hold(!tail.isEmpty, "a value became a hangup")
      case .undecided:
        for part in parts { decoder.append(part) }
        parts = []
        decoder.append(Array("200 result=1 (".utf8) + marker + Array(")\n".utf8))
        form = .marker(marker)
      case nil:
        guard let part = parts.popFirst() else { fatalError("a whole reply is not seen") }
        decoder.append(part)
      }
    }
    hold(read?.value == value && read?.number == 1, "a value is not what was set")
  }
}

// MARK: - The environment

private func environmentIsTheSameAtASplit(_ bytes: [UInt8], _ place: Int) {
  let whole = environment(in: [bytes[...]])
  hold(environment(in: [bytes[..<place], bytes[place...]]) == whole, "a split changes it")
  hold(environment(in: bytes.indices.map { bytes[$0...$0] }) == whole, "single bytes do")
}

private struct Read: Equatable {
  var environment: Environment?
  var rest: [UInt8] = []
  var failed = false
}

private func environment(in parts: [ArraySlice<UInt8>]) -> Read {
  var decoder = EnvironmentDecoder(limit: 512)
  var read = Read()
  for part in parts {
    if read.environment != nil {
      read.rest += part
      continue
    }
    do {
      guard let used = try decoder.append(part) else { continue }
      read.environment = decoder.environment
      read.rest += part.dropFirst(used)
    } catch {
      read.failed = true
      return read
    }
  }
  return read
}

/// Whatever a caller's number is: either the environment is Asterisk's, or the next step refuses.
private func aCallersNumberForgesNothing(_ number: [UInt8]) {
  let head = Array("agi_channel: PJSIP/a\nagi_callerid: ".utf8)
  let tail =
    "\nagi_calleridname: x\nagi_dnid: 100\nagi_context: in\nagi_threadid: 1\nagi_arg_1: a\n\n"
  var decoder = EnvironmentDecoder()
  let bytes = head + number + Array(tail.utf8)
  guard let used = try! decoder.append(bytes) else { fatalError("no end is seen") }
  if used == bytes.count {
    let environment = decoder.environment
    hold(
      environment.channel == "PJSIP/a" && environment.dialledNumber == "100",
      "a forged value counts"
    )
    hold(environment.context == "in" && environment.arguments == ["a"], "a forged argument counts")
  } else {
    var replies = ReplyDecoder()
    replies.append(bytes[used...])
    do {
      _ = try replies.discardUnasked()
      fatalError("a forged end is taken for the real one")
    } catch {
      hold(error.code == .protocolViolation, "another error")
    }
  }
}
