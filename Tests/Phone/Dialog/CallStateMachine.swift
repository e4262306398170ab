/// One call, seen from one phone, without sockets, clocks or threads.
///
/// Each event says what to do next. `deadline` says when to call `advance(to:)` at the latest.
struct CallStateMachine {
  enum State: Equatable {
    /// We called; nothing has come back.
    case calling
    /// We called; the other side works on it.
    case proceeding
    /// We called and gave up; the other side has still to confirm.
    case cancelling
    /// We are called and have not decided.
    case offered
    /// We refused; the refusal's ACK is missing.
    case refusing
    /// We answered; the ACK is missing.
    case answering
    case talking
    /// We hung up; the other side has still to confirm.
    case leaving
    /// Nothing is left but answering what is repeated.
    case over
  }

  enum Action: Equatable {
    case send(SIPMessage)
    /// The other side takes our audio there from now on.
    case media(SessionDescription)
    case report(Report)
  }

  /// What the phone's user notices.
  enum Report: Equatable {
    case rings
    case progresses
    case answered
    case ended(CallEnd)
  }

  var state: State
  var dialog: Dialog
  /// What we offer or answer as our audio's place.
  var session: SessionDescription
  /// The INVITE that made the call.
  var invite: SIPMessage
  var pending: Retransmission?
  /// Hang up as soon as the protocol allows it.
  var wantsToLeave = false
  var hasTriedCredentials = false
  var hasReportedEnd = false
  /// What answers a repeated message: our last ACK, our last response to INVITE.
  var lastAcknowledgement: SIPMessage?
  var lastResponse: SIPMessage?

  /// When `advance(to:)` is due, if nothing happens before.
  var deadline: Moment? { pending?.deadline }

  /// Whether the other side has confirmed that the call is over.
  var isSettled: Bool { state == .over }

  /// The address the other side showed us.
  var remote: SIPAddress { dialog.remote }
}

// MARK: - Events

extension CallStateMachine {
  mutating func receive(_ message: SIPMessage, at now: Moment) -> [Action] {
    switch message.start {
    case .request(let method, _): receive(method: method, message, at: now)
    case .response(let status, _): receive(status: status, message, at: now)
    }
  }

  /// Sends again what is due; gives up what nobody answers.
  mutating func advance(to now: Moment) -> [Action] {
    guard var waiting = pending else { return [] }
    if now >= waiting.giveUp {
      pending = nil
      return giveUp()
    }
    guard waiting.isDue(at: now) else { return [] }
    pending = waiting
    return [.send(waiting.message)]
  }

  /// The phone's user hangs up, gives up or declines.
  mutating func hangUp(at now: Moment) -> [Action] {
    switch state {
    case .calling, .answering:
      wantsToLeave = true
      return []
    case .proceeding:
      return cancel(at: now)
    case .offered:
      return refuse(603, at: now)
    case .talking:
      return leave(at: now)
    case .cancelling, .refusing, .leaving, .over:
      return []
    }
  }

  private mutating func giveUp() -> [Action] {
    let wasTalking = state == .answering
    state = .over
    guard wasTalking else { return end(by: .nobody, status: 408) }
    return [.send(dialog.request("BYE"))] + end(by: .nobody, status: 408)
  }
}

// MARK: - Shared by both sides

extension CallStateMachine {
  /// Reports the end, once.
  mutating func end(by side: CallEnd.Side, status: Int? = nil, cause: Int? = nil) -> [Action] {
    guard !hasReportedEnd else { return [] }
    hasReportedEnd = true
    return [.report(.ended(CallEnd(by: side, status: status, cause: cause)))]
  }

  mutating func leave(at now: Moment) -> [Action] {
    let bye = dialog.request("BYE")
    state = .leaving
    pending = Retransmission(bye, at: now)
    return [.send(bye)] + end(by: .us)
  }

  func reply(_ status: Int, to request: SIPMessage) -> Action {
    .send(request.response(status, tag: dialog.local.tag, from: dialog.own))
  }
}
