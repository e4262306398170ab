/// A phone's own side of its calls: how the other side reaches it and who it is.
struct OwnSide: Equatable {
  /// Where the SIP socket listens.
  var endpoint: Endpoint
  var credentials: Credentials?
  /// Makes tags, branches and nonces of this call unlike all others.
  var seed: String

  var contact: String { "<sip:phone@\(endpoint)>" }

  static let allowed = "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO"
}

/// The state that two user agents share during a call, and the messages that it shapes.
struct Dialog {
  let own: OwnSide
  let callID: String
  /// From in the requests that we send.
  let local: SIPAddress
  /// To in the requests that we send; gets its tag with the first answer.
  var remote: SIPAddress
  /// The URI that our requests name.
  var target: String
  var routes: [String] = []
  private(set) var sequence = 0
  private var branches = 0

  init(own: OwnSide, callID: String, local: SIPAddress, remote: SIPAddress, target: String) {
    self.own = own
    self.callID = callID
    self.local = local
    self.remote = remote
    self.target = target
  }

  /// A request in a transaction of its own.
  mutating func request(_ method: String) -> SIPMessage {
    sequence += 1
    return request(method, sequence: sequence, branch: nextBranch())
  }

  /// The ACK of a 2xx: a transaction of its own, with the number of its INVITE.
  mutating func acknowledgement(of response: SIPMessage) -> SIPMessage {
    request("ACK", sequence: response.sequence?.number ?? sequence, branch: nextBranch())
  }

  /// The ACK of a refusal, or a CANCEL: both belong to the INVITE's own transaction.
  func companion(_ method: String, of invite: SIPMessage, to: String? = nil) -> SIPMessage {
    var message = request(
      method,
      sequence: invite.sequence?.number ?? sequence,
      branch: invite.branch ?? ""
    )
    if case .request(_, let uri) = invite.start {
      message.start = .request(method: method, uri: uri)
    }
    if let to {
      message.remove("To")
      message.add("To", to)
    }
    return message
  }

  /// Takes tag, target and route from the response that makes the dialog.
  mutating func establish(with response: SIPMessage) {
    remote = response.to ?? remote
    target = response.contact?.uri ?? target
    routes = response.all("Record-Route").reversed()
  }

  private mutating func nextBranch() -> String {
    branches += 1
    return "z9hG4bK-\(own.seed)-\(branches)"
  }

  private func request(_ method: String, sequence: Int, branch: String) -> SIPMessage {
    var message = SIPMessage(start: .request(method: method, uri: target))
    message.add("Via", "SIP/2.0/UDP \(own.endpoint);branch=\(branch);rport")
    message.add("Max-Forwards", "70")
    for route in routes { message.add("Route", route) }
    message.add("From", local.description)
    message.add("To", remote.description)
    message.add("Call-ID", callID)
    message.add("CSeq", "\(sequence) \(method)")
    message.add("Contact", own.contact)
    message.add("User-Agent", "Switchboard test phone")
    return message
  }
}

extension SIPMessage {
  /// The response to this request.
  func response(_ status: Int, tag: String? = nil, from own: OwnSide) -> SIPMessage {
    var response = SIPMessage(start: .response(status: status, reason: Self.reason(of: status)))
    for via in all("Via") { response.add("Via", via) }
    for route in all("Record-Route") { response.add("Record-Route", route) }
    response.add("From", self["From"] ?? "")
    let to = self["To"] ?? ""
    let hasTag = SIPAddress(to)?.tag != nil
    response.add("To", tag.map { hasTag ? to : "\(to);tag=\($0)" } ?? to)
    response.add("Call-ID", callID ?? "")
    response.add("CSeq", self["CSeq"] ?? "")
    response.add("Contact", own.contact)
    response.add("Allow", OwnSide.allowed)
    return response
  }

  mutating func carry(_ session: SessionDescription) {
    add("Content-Type", "application/sdp")
    body = session.bytes
  }

  private static func reason(of status: Int) -> String {
    switch status {
    case 100: "Trying"
    case 180: "Ringing"
    case 183: "Session Progress"
    case 200: "OK"
    case 404: "Not Found"
    case 480: "Temporarily Unavailable"
    case 481: "Call/Transaction Does Not Exist"
    case 486: "Busy Here"
    case 487: "Request Terminated"
    case 488: "Not Acceptable Here"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 603: "Decline"
    default: "Because"
    }
  }
}
