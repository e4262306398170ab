extension SIPMessage {
  /// Reads one datagram; `nil` when it is not SIP.
  init?(_ datagram: some Collection<UInt8>) {
    var rest = Array(datagram)[...]
    guard let first = rest.takeLine(), let start = Start(first) else { return nil }
    self.start = start
    while let line = rest.takeLine(), !line.isEmpty {
      if line.first == 0x20 || line.first == 0x09 {
        guard !headers.isEmpty else { return nil }
        headers[headers.count - 1].value += " " + String(bytesAsTheyAre: line).trimmed
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: line[..<colon], as: UTF8.self).trimmed
      let value = String(bytesAsTheyAre: line[(colon + 1)...]).trimmed
      headers.append(Header(name: Self.longNames[name.lowercased()] ?? name, value: value))
    }
    let length = self["Content-Length"].flatMap { Int($0) } ?? rest.count
    guard (0...rest.count).contains(length) else { return nil }
    body = Array(rest.prefix(length))
  }

  /// The datagram, with Content-Length written from the body.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    switch start {
    case .request(let method, let uri): bytes += "\(method) \(uri) SIP/2.0\r\n".utf8
    case .response(let status, let reason): bytes += "SIP/2.0 \(status) \(reason)\r\n".utf8
    }
    for header in headers where header.name != "Content-Length" {
      bytes += "\(header.name): ".utf8
      bytes += header.value.bytesAsTheyWere
      bytes += "\r\n".utf8
    }
    bytes += "Content-Length: \(body.count)\r\n\r\n".utf8
    return bytes + body
  }

  private static let longNames = [
    "c": "Content-Type", "f": "From", "i": "Call-ID", "k": "Supported", "l": "Content-Length",
    "m": "Contact", "s": "Subject", "t": "To", "v": "Via",
  ]
}

extension SIPMessage.Start {
  fileprivate init?(_ line: ArraySlice<UInt8>) {
    let words = String(decoding: line, as: UTF8.self)
      .split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    if words.count >= 2, words[0] == "SIP/2.0", let status = Int(words[1]) {
      self = .response(status: status, reason: words.count == 3 ? String(words[2]) : "")
    } else if words.count == 3, words[2] == "SIP/2.0" {
      self = .request(method: String(words[0]), uri: String(words[1]))
    } else {
      return nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// Takes the bytes up to the next line feed, without the line's end.
  fileprivate mutating func takeLine() -> ArraySlice<UInt8>? {
    guard let end = firstIndex(of: 0x0A) else { return nil }
    var line = self[startIndex..<end]
    if line.last == 0x0D { line.removeLast() }
    self = self[(end + 1)...]
    return line
  }
}
