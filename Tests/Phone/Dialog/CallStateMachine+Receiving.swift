extension CallStateMachine {
  /// A call that we receive; `nil` when the message is no INVITE.
  init?(receiving invite: SIPMessage, own: OwnSide, session: SessionDescription) {
    guard invite.method == "INVITE", let callID = invite.callID, let from = invite.from,
      var local = invite.to
    else { return nil }
    local.parameters = ["tag=\(own.seed)-local"]
    dialog = Dialog(
      own: own,
      callID: callID,
      local: local,
      remote: from,
      target: invite.contact?.uri ?? from.uri
    )
    dialog.routes = invite.all("Record-Route")
    self.session = session
    self.invite = invite
    self.session.telephoneEvent = invite.session?.telephoneEvent ?? session.telephoneEvent
    state = .offered
  }

  /// Tells the caller that the phone rings.
  mutating func ring() -> [Action] {
    guard state == .offered else { return [] }
    let ringing = invite.response(180, tag: dialog.local.tag, from: dialog.own)
    lastResponse = ringing
    return [.send(ringing), .report(.rings)]
  }

  mutating func answer(at now: Moment) -> [Action] {
    guard state == .offered else { return [] }
    var response = invite.response(200, tag: dialog.local.tag, from: dialog.own)
    response.carry(session)
    state = .answering
    lastResponse = response
    pending = Retransmission(response, at: now)
    let media = invite.session.map { [Action.media($0)] } ?? []
    return [.send(response)] + media + [.report(.answered)]
  }

  mutating func refuse(_ status: Int, at now: Moment) -> [Action] {
    guard state == .offered else { return [] }
    return finish(with: status, at: now) + end(by: .us, status: status)
  }

  mutating func receive(method: String, _ request: SIPMessage, at now: Moment) -> [Action] {
    switch method {
    case "INVITE": return receiveInvite(request, at: now)
    case "ACK": return receiveAcknowledgement(request, at: now)
    case "CANCEL": return receiveCancel(request, at: now)
    case "BYE":
      pending = nil
      state = .over
      return [reply(200, to: request)] + end(by: .them, cause: request.cause)
    case "UPDATE":
      var response = request.response(200, tag: dialog.local.tag, from: dialog.own)
      guard let offer = request.session else { return [.send(response)] }
      response.carry(sessionAnswering(offer))
      return [.send(response), .media(offer)]
    case "OPTIONS", "INFO", "NOTIFY", "MESSAGE":
      return [reply(200, to: request)]
    default:
      return [reply(501, to: request)]
    }
  }

  /// The INVITE again, or a new one in the middle of the call (hold, connected line).
  private mutating func receiveInvite(_ request: SIPMessage, at now: Moment) -> [Action] {
    if request.sequence?.number == invite.sequence?.number, request.branch == invite.branch {
      return lastResponse.map { [.send($0)] } ?? []
    }
    guard state == .talking || state == .answering else { return [reply(481, to: request)] }
    invite = request
    dialog.target = request.contact?.uri ?? dialog.target
    var response = request.response(200, tag: dialog.local.tag, from: dialog.own)
    response.carry(request.session.map { sessionAnswering($0) } ?? session)
    lastResponse = response
    state = .answering
    pending = Retransmission(response, at: now)
    return [.send(response)] + (request.session.map { [.media($0)] } ?? [])
  }

  private mutating func receiveAcknowledgement(_ request: SIPMessage, at now: Moment) -> [Action] {
    switch state {
    case .answering:
      pending = nil
      state = .talking
      let media = request.session.map { [Action.media($0)] } ?? []
      return media + (wantsToLeave ? leave(at: now) : [])
    case .refusing:
      pending = nil
      state = .over
      return []
    default:
      return []
    }
  }

  private mutating func receiveCancel(_ request: SIPMessage, at now: Moment) -> [Action] {
    guard state == .offered else { return [reply(200, to: request)] }
    return [reply(200, to: request)] + finish(with: 487, at: now)
      + end(by: .them, status: 487, cause: request.cause)
  }

  private mutating func finish(with status: Int, at now: Moment) -> [Action] {
    let response = invite.response(status, tag: dialog.local.tag, from: dialog.own)
    state = .refusing
    lastResponse = response
    pending = Retransmission(response, at: now)
    return [.send(response)]
  }

  private mutating func sessionAnswering(_ offer: SessionDescription) -> SessionDescription {
    session.version += 1
    var answer = session
    answer.direction = offer.direction.answer
    return answer
  }
}
