extension CallStateMachine {
  /// A call that we place.
  init(
    to callee: String,
    from caller: CallerID,
    callID: String,
    own: OwnSide,
    server: Endpoint,
    session: SessionDescription
  ) {
    let number = caller.number
    let isWithheld = caller == .withheld
    let home = isWithheld ? "anonymous.invalid" : own.endpoint.host
    dialog = Dialog(
      own: own,
      callID: callID,
      local: SIPAddress(
        name: caller.name,
        uri: SIPURI.make(user: number, at: home),
        tag: "\(own.seed)-local"
      ),
      remote: SIPAddress(uri: SIPURI.make(user: callee, at: "\(server)")),
      target: SIPURI.make(user: callee, at: "\(server)")
    )
    self.session = session
    state = .calling
    invite = dialog.request("INVITE")
    invite.add("Allow", OwnSide.allowed)
    if isWithheld { invite.add("Privacy", "id") }
    invite.carry(session)
  }

  /// Sends the INVITE.
  mutating func start(at now: Moment) -> [Action] {
    pending = Retransmission(invite, at: now)
    return [.send(invite)]
  }

  mutating func cancel(at now: Moment) -> [Action] {
    let cancel = dialog.companion("CANCEL", of: invite)
    state = .cancelling
    pending = Retransmission(cancel, at: now)
    return [.send(cancel)] + end(by: .us)
  }

  mutating func receive(status: Int, _ response: SIPMessage, at now: Moment) -> [Action] {
    guard let sequence = response.sequence else { return [] }
    switch sequence.method {
    case "INVITE":
      guard sequence.number == invite.sequence?.number else { return [] }
      switch status {
      case ..<200: return progress(status, response, at: now)
      case ..<300: return accepted(response, at: now)
      default: return refused(status, response, at: now)
      }
    case "CANCEL":
      if state == .cancelling { pending?.pause() }
    case "BYE":
      if state == .leaving, status >= 200 {
        state = .over
        pending = nil
      }
    default:
      break
    }
    return []
  }

  private mutating func progress(_ status: Int, _ response: SIPMessage, at now: Moment) -> [Action]
  {
    guard state == .calling || state == .proceeding else { return [] }
    state = .proceeding
    pending = nil
    if wantsToLeave { return cancel(at: now) }
    var actions: [Action] = []
    if status == 180 { actions.append(.report(.rings)) }
    if let session = response.session { actions += [.media(session), .report(.progresses)] }
    return actions
  }

  private mutating func accepted(_ response: SIPMessage, at now: Moment) -> [Action] {
    switch state {
    case .calling, .proceeding, .cancelling:
      let gaveUp = state == .cancelling || wantsToLeave
      dialog.establish(with: response)
      let acknowledgement = dialog.acknowledgement(of: response)
      lastAcknowledgement = acknowledgement
      pending = nil
      state = .talking
      if gaveUp { return [.send(acknowledgement)] + leave(at: now) }
      let media = response.session.map { [Action.media($0)] } ?? []
      return [.send(acknowledgement)] + media + [.report(.answered)]
    case .talking, .leaving, .over:
      return lastAcknowledgement.map { [.send($0)] } ?? []
    case .offered, .refusing, .answering:
      return []
    }
  }

  private mutating func refused(_ status: Int, _ response: SIPMessage, at now: Moment) -> [Action] {
    let acknowledgement = Action.send(dialog.companion("ACK", of: invite, to: response["To"]))
    switch state {
    case .calling, .proceeding, .cancelling:
      pending = nil
      if status == 401 || status == 407, state != .cancelling,
        let retry = inviteWithCredentials(after: response, status: status)
      {
        state = .calling
        invite = retry
        return [acknowledgement] + start(at: now)
      }
      let side: CallEnd.Side = state == .cancelling ? .us : .them
      state = .over
      return [acknowledgement] + end(by: side, status: status, cause: response.cause)
    case .over:
      return [acknowledgement]
    case .talking, .leaving, .offered, .refusing, .answering:
      return []
    }
  }

  private mutating func inviteWithCredentials(
    after response: SIPMessage,
    status: Int
  ) -> SIPMessage? {
    guard let credentials = dialog.own.credentials, !hasTriedCredentials,
      let answer = DigestAnswer(
        to: response,
        method: "INVITE",
        uri: dialog.target,
        credentials: credentials,
        clientNonce: dialog.own.seed
      )
    else { return nil }
    hasTriedCredentials = true
    var retry = dialog.request("INVITE")
    retry.add("Allow", OwnSide.allowed)
    retry.headers.append(answer.header)
    retry.carry(session)
    return retry
  }
}
