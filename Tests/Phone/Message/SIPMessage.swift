/// A SIP request or response (RFC 3261).
struct SIPMessage: Equatable {
  enum Start: Equatable {
    case request(method: String, uri: String)
    case response(status: Int, reason: String)
  }

  struct Header: Equatable {
    var name: String
    var value: String
  }

  var start: Start
  var headers: [Header] = []
  var body: [UInt8] = []

  /// The first header of that name.
  subscript(name: String) -> String? {
    headers.first { $0.name.isSameHeaderName(as: name) }?.value
  }

  /// Every header of that name, in order.
  func all(_ name: String) -> [String] {
    headers.filter { $0.name.isSameHeaderName(as: name) }.map(\.value)
  }

  mutating func add(_ name: String, _ value: String) {
    headers.append(Header(name: name, value: value))
  }

  mutating func remove(_ name: String) {
    headers.removeAll { $0.name.isSameHeaderName(as: name) }
  }
}

extension SIPMessage {
  var method: String? {
    guard case .request(let method, _) = start else { return nil }
    return method
  }

  var status: Int? {
    guard case .response(let status, _) = start else { return nil }
    return status
  }

  var callID: String? { self["Call-ID"] }

  var from: SIPAddress? { self["From"].flatMap(SIPAddress.init) }

  var to: SIPAddress? { self["To"].flatMap(SIPAddress.init) }

  var contact: SIPAddress? { self["Contact"].flatMap(SIPAddress.init) }

  /// The number and method of CSeq.
  var sequence: (number: Int, method: String)? {
    guard let parts = self["CSeq"]?.split(whereSeparator: \.isWhitespace), parts.count == 2,
      let number = Int(parts[0])
    else { return nil }
    return (number, String(parts[1]))
  }

  /// The branch of the topmost Via, which names the transaction.
  var branch: String? {
    self["Via"]?.split(separator: ";").lazy
      .map { $0.trimmed }
      .first { $0.lowercased().hasPrefix("branch=") }
      .map { String($0.dropFirst("branch=".count)) }
  }

  /// The Q.850 cause of the Reason header: 16 normal clearing, 17 busy, ...
  var cause: Int? {
    for reason in all("Reason") where reason.lowercased().hasPrefix("q.850") {
      for part in reason.split(separator: ";") where part.trimmed.hasPrefix("cause=") {
        return Int(part.trimmed.dropFirst("cause=".count))
      }
    }
    return nil
  }

  var session: SessionDescription? { SessionDescription(body) }
}

extension StringProtocol {
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  fileprivate func isSameHeaderName(as other: String) -> Bool {
    lowercased() == other.lowercased()
  }
}
