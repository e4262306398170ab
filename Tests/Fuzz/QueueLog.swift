// The harness for libFuzzer on the lines of queue_log, `Sources/Operations/QueueLog`, compiled together with
// them by scripts/fuzz. A property that does not hold traps, and libFuzzer keeps the input.
//
// An input's first byte says where the bytes are cut; the rest is a queue_log.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 1 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let bytes = Array(input[1...])
  let place = Int(input[0]) * bytes.count / 256
  let whole = entries(of: [bytes])
  let parts = [Array(bytes[..<place]), Array(bytes[place...])]
  hold(entries(of: parts) == whole, "a split changes lines")
  hold(entries(of: bytes.map { [$0] }) == whole, "single bytes do")
  hold(whole.count == bytes.count { $0 == UInt8(ascii: "\n") }, "a line is lost or made up")
  for case .line(let line) in whole.map(\.content) { aLineIsReadBack(line) }
  return 0
}

/// `precondition` says nothing when it is optimised; libFuzzer's log should say what did not hold.
private func hold(_ condition: Bool, _ property: String) {
  if !condition { fatalError(property) }
}

private func entries(of parts: [[UInt8]]) -> [QueueLogBatch.Entry] {
  var cutter = LineCutter()
  return parts.flatMap { cutter.add(planted($0)) }
}

/// The bug that `-D PLANTED_BUG` plants: a read that begins with the end of a line loses it.
private func planted(_ part: [UInt8]) -> [UInt8] {
  #if PLANTED_BUG
  return part.first == UInt8(ascii: "\n") ? Array(part.dropFirst()) : part
  #else
  return part
  #endif
}

/// What a line says is written again as it was read, and each event is told of it in the same way.
private func aLineIsReadBack(_ line: QueueLogLine) {
  guard case .line(let again) = QueueLogEntry(parsing: Array(line.description.utf8)) else {
    fatalError("a line is not read back")
  }
  hold(again == line, "a line is another one when it is read back")
  hold(again.event == line.event, "a line tells something else when it is read back")
  hold(line.fields.joined(separator: "|") == line.data, "columns are lost")
}
