// The harness for libFuzzer on the parsers of `Sources/AMI/Wire`, compiled together with them by
// scripts/fuzz. A property that does not hold traps, and libFuzzer keeps the input.
//
// An input's first byte says which property, its second where the bytes are cut; the rest is theirs.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 2 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let bytes = Array(input[2...])
  let place = Int(input[1]) * bytes.count / 256
  switch input[0] % 3 {
  case 0: messagesAreTheSameAtASplit(bytes, place)
  case 1: aMessageSaysTheSameInEveryWay(bytes)
  default: anActionIsReadBackOrRefused(bytes, place)
  }
  return 0
}

/// `precondition` says nothing when it is optimised; libFuzzer's log should say what did not hold.
private func hold(_ condition: Bool, _ property: String) {
  if !condition { fatalError(property) }
}

private enum Outcome: Equatable {
  case element(MessageDecoder.Element)
  case error(AMIError.Code)
}

private func messagesAreTheSameAtASplit(_ bytes: [UInt8], _ place: Int) {
  for limit in [MessageDecoder.defaultLimit, 64] {
    let whole = outcomes(of: [bytes[...]], limit)
    hold(
      outcomes(of: [bytes[..<place], bytes[place...]], limit) == whole,
      "a split changes messages"
    )
    hold(outcomes(of: bytes.indices.map { bytes[$0...$0] }, limit) == whole, "single bytes do")
  }
}

private func outcomes(of parts: [ArraySlice<UInt8>], _ limit: Int) -> [Outcome] {
  var decoder = MessageDecoder(limit: limit)
  var outcomes: [Outcome] = []
  do throws(AMIError) {
    for part in parts {
      decoder.append(planted(part))
      while let element = try decoder.next() { outcomes.append(.element(element)) }
    }
  } catch {
    outcomes.append(.error(error.code))
  }
  return outcomes
}

/// The bug that `-D PLANTED_BUG` plants: a read that begins with a line feed loses it.
private func planted(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  #if PLANTED_BUG
  return part.first == Byte.lineFeed ? part.dropFirst() : part
  #else
  return part
  #endif
}

private func aMessageSaysTheSameInEveryWay(_ bytes: [UInt8]) {
  for case .element(.message(let message)) in outcomes(of: [bytes[...]], bytes.count + 2) {
    var decoder = MessageDecoder()
    decoder.append([Byte.carriageReturn, Byte.lineFeed])
    decoder.append(Array("Asterisk Call Manager/1\r\n".utf8) + message.bytes)
    _ = try! decoder.next()
    hold(try! decoder.next() == .message(message), "a message is not read back")
    for header in message.headers where !header.name.isEmpty {
      // Bytes that are not UTF-8 have no name that text could find.
      guard !header.name.unicodeScalars.contains("\u{FFFD}") else { continue }
      hold(message[header.name] != nil, "a header is not found")
      hold(message.values(header.name).contains(header.value), "a value is not found")
    }
    _ = (message.event, message.isSuccess, message.classes, message.output, "\(message)")
  }
}

/// Whatever a value is: Asterisk reads one action with that value, or nothing is sent.
private func anActionIsReadBackOrRefused(_ bytes: [UInt8], _ place: Int) {
  let name = String(decoding: bytes[..<place], as: UTF8.self)
  let value = String(decoding: bytes[place...], as: UTF8.self)
  var action = Action("Setvar")
  action.headers = [Message.Header(name, value), Message.Header("Last", "1")]
  guard let encoded = try? action.encoded(id: "id") else { return }
  var decoder = MessageDecoder()
  decoder.append(encoded)
  guard case .message(let read)? = try! decoder.next() else { fatalError("no action is read") }
  hold(decoder.isEmpty, "more than one action")
  hold(read.headers.count == 4, "more headers than were given")
  hold(read.headers[2] == Message.Header(name, value), "another header than was given")
}
