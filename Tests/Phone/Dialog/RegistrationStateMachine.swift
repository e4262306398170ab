/// The registration of a phone as an extension, without sockets or clocks.
struct RegistrationStateMachine {
  enum Action: Equatable {
    case send(SIPMessage)
    case registered
    case refused(status: Int)
  }

  private var dialog: Dialog
  private let seconds: Int
  private var hasTriedCredentials = false
  private var pending: Retransmission?

  var callID: String { dialog.callID }

  var deadline: Moment? { pending?.deadline }

  /// Registers `own.credentials`' user for so many seconds; 0 takes the registration back.
  init(callID: String, own: OwnSide, server: Endpoint, seconds: Int) {
    let user = own.credentials?.user ?? ""
    let address = SIPURI.make(user: user, at: "\(server)")
    dialog = Dialog(
      own: own,
      callID: callID,
      local: SIPAddress(uri: address, tag: "\(own.seed)-local"),
      remote: SIPAddress(uri: address),
      target: SIPURI.make(user: "", at: "\(server)")
    )
    self.seconds = seconds
  }

  mutating func start(at now: Moment) -> [Action] {
    send(request(), at: now)
  }

  mutating func receive(_ response: SIPMessage, at now: Moment) -> [Action] {
    guard let status = response.status, status >= 200, pending != nil,
      response.sequence?.number == dialog.sequence
    else { return [] }
    pending = nil
    switch status {
    case 200..<300:
      return [.registered]
    case 401, 407:
      guard let credentials = dialog.own.credentials, !hasTriedCredentials,
        let answer = DigestAnswer(
          to: response,
          method: "REGISTER",
          uri: dialog.target,
          credentials: credentials,
          clientNonce: dialog.own.seed
        )
      else { return [.refused(status: status)] }
      hasTriedCredentials = true
      var retry = request()
      retry.headers.append(answer.header)
      return send(retry, at: now)
    default:
      return [.refused(status: status)]
    }
  }

  mutating func advance(to now: Moment) -> [Action] {
    guard var waiting = pending else { return [] }
    if now >= waiting.giveUp {
      pending = nil
      return [.refused(status: 408)]
    }
    guard waiting.isDue(at: now) else { return [] }
    pending = waiting
    return [.send(waiting.message)]
  }

  private mutating func request() -> SIPMessage {
    var request = dialog.request("REGISTER")
    request.add("Expires", "\(seconds)")
    return request
  }

  private mutating func send(_ request: SIPMessage, at now: Moment) -> [Action] {
    pending = Retransmission(request, at: now)
    return [.send(request)]
  }
}
