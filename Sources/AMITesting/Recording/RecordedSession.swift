/// What both sides of an AMI connection said, byte for byte, with times.
///
/// As text it is a head for each piece, its bytes, and a line feed:
///
/// ```
/// >> 0.000 59
/// Action: Challenge
/// ...
/// ```
///
/// `>>` is what the client said, `<<` what Asterisk did; then come seconds and a count of bytes.
public struct RecordedSession: Sendable, Equatable {
  /// Who said something.
  public enum Side: String, Sendable {
    /// The client.
    case client = ">>"
    /// Asterisk.
    case asterisk = "<<"
  }

  /// What one side said at a time.
  public struct Piece: Sendable, Equatable {
    /// Who said it.
    public var side: Side
    /// When, since the connection was made, in milliseconds.
    public var milliseconds: Int
    /// The bytes.
    public var bytes: [UInt8]

    /// Makes a piece.
    public init(_ side: Side, milliseconds: Int, bytes: [UInt8]) {
      self.side = side
      self.milliseconds = milliseconds
      self.bytes = bytes
    }
  }

  /// The pieces in order.
  public var pieces: [Piece]

  /// Makes a session of pieces.
  public init(_ pieces: [Piece] = []) {
    self.pieces = pieces
  }

  /// Reads a session as ``bytes`` writes it; `nil` when it is none.
  public init?(parsing bytes: [UInt8]) {
    pieces = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      guard words.count == 3, let side = Side(rawValue: String(words[0])),
        let seconds = Double(words[1]), let count = Int(words[2]), count >= 0,
        rest.distance(from: end, to: rest.endIndex) > count + 1
      else { return nil }
      let body = rest[(end + 1)..<(end + 1 + count)]
      pieces.append(
        Piece(side, milliseconds: Int((seconds * 1000).rounded()), bytes: Array(body))
      )
      rest = rest[(end + 2 + count)...]
    }
  }

  /// The session as text.
  public var bytes: [UInt8] {
    pieces.flatMap { piece in
      let fraction = String(piece.milliseconds % 1000 + 1000).dropFirst()
      let head =
        "\(piece.side.rawValue) \(piece.milliseconds / 1000).\(fraction) \(piece.bytes.count)\n"
      return Array(head.utf8) + piece.bytes + [UInt8(ascii: "\n")]
    }
  }

  /// All that one side said.
  public func said(by side: Side) -> [UInt8] {
    pieces.filter { $0.side == side }.flatMap(\.bytes)
  }
}
