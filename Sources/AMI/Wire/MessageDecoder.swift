/// Turns Asterisk's bytes into messages, however they were cut on the way.
///
/// Pure: it owns no socket and no clock. Feed bytes with ``append(_:)``, then ask with ``next()`` until
/// it has no more.
///
/// A block ends with an empty line; a line ends with CR LF, and a line feed alone is part of a value.
public struct MessageDecoder: Sendable {
  /// What was read.
  public enum Element: Sendable, Equatable {
    /// Asterisk's first line, with its AMI version (`5.0.4`). It may come late, or not at all.
    case banner(version: String)
    /// A whole block.
    case message(Message)
  }

  /// The longest block that is read, unless told otherwise.
  ///
  /// A block is as long as the answer to one CLI command.
  public static let defaultLimit = 16 << 20

  private static let banner: StaticString = "Asterisk Call Manager/"
  /// What is kept for the next read when all is read; a block that was longer gives its memory back.
  private static let kept = 1 << 18

  private var buffer: [UInt8] = []
  /// Where the block, its unfinished line, and what was not searched yet begin.
  private var block = 0
  private var line = 0
  private var searched = 0
  private var mayGreet = true
  private var failed = false
  private let limit: Int

  /// Makes a decoder.
  ///
  /// - Parameter limit: The longest block in bytes.
  public init(limit: Int = MessageDecoder.defaultLimit) {
    self.limit = limit
  }

  /// Whether no bytes of an unfinished block wait.
  public var isEmpty: Bool { block == buffer.count }

  /// Takes bytes as they came.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    dropRead()
    buffer.append(contentsOf: bytes)
  }

  /// Takes bytes as they came.
  public mutating func append(_ bytes: some Sequence<UInt8>) {
    dropRead()
    buffer.append(contentsOf: bytes)
  }

  /// The next element, or `nil` when more bytes are needed.
  ///
  /// - Throws: ``AMIError`` with code `protocolViolation` when a block passes the limit; the bytes
  ///   behind it cannot be trusted, so each later call throws too.
  public mutating func next() throws(AMIError) -> Element? {
    if !failed, let element = scan() { return element }
    if failed {
      throw AMIError(
        .protocolViolation,
        doing: "reading",
        reason: "a block is longer than \(limit) bytes"
      )
    }
    return nil
  }

  private mutating func scan() -> Element? {
    // Out of the way, so that the walk over its bytes and our places are not one access.
    let bytes = buffer
    return bytes.withUnsafeBufferPointer { bytes in
      while let lineFeed = bytes.first(Byte.lineFeed, from: searched) {
        searched = lineFeed + 1
        // A line feed alone is part of a value.
        guard lineFeed > line, bytes[lineFeed - 1] == Byte.carriageReturn else { continue }
        let text = line..<(lineFeed - 1)
        line = searched
        if text.isEmpty {
          if let message = takeBlock(bytes, to: text.lowerBound) { return .message(message) }
          if failed { return nil }
        } else if mayGreet {
          mayGreet = false
          guard let version = MessageDecoder.greeting(in: bytes[text]) else { continue }
          failed = line - block > limit
          if failed { return nil }
          block = line
          return .banner(version: version)
        }
      }
      searched = bytes.count
      if bytes.count - block > limit { failed = true }
      return nil
    }
  }

  /// Ends the block before the empty line at `end`; an empty line before any block says nothing.
  private mutating func takeBlock(_ bytes: UnsafeBufferPointer<UInt8>, to end: Int) -> Message? {
    let lines = block..<end
    let length = line - block
    block = line
    guard !lines.isEmpty else { return nil }
    guard length <= limit else {
      failed = true
      return nil
    }
    return Message(storage: Array(UnsafeBufferPointer(rebasing: bytes[lines])))
  }

  /// The version in Asterisk's first line.
  private static func greeting(in line: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let line = UnsafeBufferPointer(rebasing: line)
    return banner.withUTF8Buffer { banner in
      line.hasText(banner, at: 0) ? UnsafeBufferPointer(rebasing: line[banner.count...]).text : nil
    }
  }

  private mutating func dropRead() {
    guard block > 0 else { return }
    if block == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= MessageDecoder.kept)
    } else if block >= buffer.count / 2 {
      buffer.removeSubrange(..<block)
    } else {
      return
    }
    line -= block
    searched -= block
    block = 0
  }
}
