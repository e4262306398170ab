/// What is asked of Asterisk: a name and headers, in order, with repeats where wanted.
///
/// ``encoded(id:)`` checks every limit before a byte exists. An action is text that a session gives
/// an `ActionID`; it may not carry one of its own.
public struct Action: Sendable, Equatable {
  /// The action's name, for example `QueueAdd`.
  public let name: String
  /// The headers after `Action` and `ActionID`.
  public var headers: [Message.Header]

  /// Makes an action; a value of `nil` leaves its header out.
  public init(_ name: String, _ headers: KeyValuePairs<String, String?> = [:]) {
    self.name = name
    self.headers = headers.compactMap { name, value in value.map { Message.Header(name, $0) } }
  }

  /// The value of the first header of that name.
  public subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The action as it goes on the wire.
  ///
  /// - Throws: ``AMIError`` with code `refusedHeader`, `lineTooLong` or `tooManyHeaders`.
  public func encoded(id: String) throws(AMIError) -> [UInt8] {
    guard headers.count + 2 <= Limits.headers else {
      throw AMIError(
        .tooManyHeaders,
        doing: name,
        reason: "Asterisk reads \(Limits.headers), Action and ActionID among them"
      )
    }
    var bytes: [UInt8] = []
    try append(Message.Header("Action", name), to: &bytes)
    try append(Message.Header("ActionID", id), to: &bytes)
    for header in headers {
      guard !["action", "actionid"].contains(header.name.lowercased()) else {
        throw AMIError(.refusedHeader, doing: name, reason: "\(header.name) is the session's")
      }
      try append(header, to: &bytes)
    }
    return bytes + [Byte.carriageReturn, Byte.lineFeed]
  }

  private func append(_ header: Message.Header, to bytes: inout [UInt8]) throws(AMIError) {
    let name = header.name.utf8
    guard !name.isEmpty, !name.contains(where: { $0 == Byte.colon || $0 <= Byte.space }) else {
      throw AMIError(
        .refusedHeader,
        doing: self.name,
        reason: "a header's name is empty, or has a colon or a blank in it"
      )
    }
    guard !header.value.utf8.contains(where: Action.endsLines) else {
      throw AMIError(
        .refusedHeader,
        doing: self.name,
        reason: "\(header.name) has CR, LF or NUL in it, which Asterisk reads as more headers"
      )
    }
    let length = name.count + 2 + header.value.utf8.count
    guard length <= Limits.line else {
      throw AMIError(
        .lineTooLong,
        doing: self.name,
        reason: "\(header.name) makes a line of \(length) bytes, Asterisk reads \(Limits.line)"
      )
    }
    bytes += name
    bytes += [Byte.colon, Byte.space]
    bytes += header.value.utf8
    bytes += [Byte.carriageReturn, Byte.lineFeed]
  }

  private static func endsLines(_ byte: UInt8) -> Bool {
    byte == Byte.carriageReturn || byte == Byte.lineFeed || byte == Byte.null
  }
}

extension Action: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The name and the headers' names: values may be private.
  public var description: String {
    headers.isEmpty ? name : "\(name) (\(headers.map(\.name).joined(separator: ", ")))"
  }

  /// The name and the headers, without those that hold a secret.
  public var debugDescription: String {
    let shown = headers.map { header in
      let hidden = ["secret", "key", "password"].contains(header.name.lowercased())
      return "\(header.name): \(hidden ? "****" : header.value)"
    }
    return "\(name) (\(shown.joined(separator: ", ")))"
  }

  /// The name alone.
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
