/// What Asterisk answered to one command.
public struct Reply: Sendable, Equatable {
  /// 200, 510, 511 or 520.
  public let status: Int
  /// The sample position after `endpos=`, behind the last `)`.
  public let endPosition: Int?
  /// The whole reply without its last newline, the usage text of 520 included.
  public let bytes: [UInt8]
  private let resultRange: Range<Int>
  private let valueRange: Range<Int>?

  /// The text after `result=`, up to the next space.
  ///
  /// Digits stay text: `007`, `*1`, or nothing.
  public var result: [UInt8] { Array(bytes[resultRange]) }

  /// What stands between the first `(` and the last `)`; `nil` when there are no parentheses.
  public var value: [UInt8]? { valueRange.map { Array(bytes[$0]) } }

  /// The result as a number, when it is one.
  public var number: Int? { bytes[resultRange].decimal }

  /// The value as text; what is not UTF-8 is repaired.
  public var text: String? { valueRange.map { bytes[$0].text } }

  /// Reads one whole reply.
  ///
  /// - Throws: ``AGIError`` with code `protocolViolation` when it does not begin with a status.
  init(_ bytes: [UInt8]) throws(AGIError) {
    guard let status = Reply.status(of: bytes) else {
      throw AGIError(
        .protocolViolation,
        doing: "reading a reply",
        reason: "no status at its start",
        evidence: bytes.prefix(80).text
      )
    }
    self.status = status
    self.bytes = bytes
    let body = bytes.dropFirst(4)
    guard status == 200 || status == 100, let key = body.firstRange(ofText: "result=") else {
      resultRange = 0..<0
      valueRange = nil
      endPosition = nil
      return
    }
    let result = body[key.upperBound...].prefix { $0 != Byte.space }
    resultRange = result.indices
    let rest = body[result.endIndex...]
    var tail = rest
    if let open = rest.firstIndex(of: Byte.open),
      let close = rest.lastIndex(of: Byte.close), close > open
    {
      valueRange = (open + 1)..<close
      tail = rest[(close + 1)...]
    } else {
      valueRange = nil
    }
    endPosition = tail.firstRange(ofText: "endpos=").flatMap { key in
      tail[key.upperBound...].prefix { $0 != Byte.space }.decimal
    }
  }

  /// The three digits that a reply begins with, when a space or a minus follows them.
  static func status(of line: some Collection<UInt8>) -> Int? {
    var iterator = line.makeIterator()
    var status = 0
    for _ in 0..<3 {
      guard let byte = iterator.next(), byte >= Byte.zero, byte <= Byte.nine else { return nil }
      status = status * 10 + Int(byte - Byte.zero)
    }
    guard let separator = iterator.next(), separator == Byte.space || separator == Byte.minus
    else { return nil }
    return status
  }
}
