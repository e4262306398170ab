import Testing

@testable import AMI

/// Plays Asterisk to a session, event by event, and collects what the session wants done.
struct Trace {
  var session: Session
  var now: Duration = .zero
  private(set) var written: [Message] = []
  private(set) var effects: [Session.Effect] = []

  init(
    events: EventClasses = [],
    login: Credentials.Login = .challenge,
    inFlight: Int = 256
  ) {
    var settings = Session.Settings(
      credentials: Credentials(username: "ami", secret: "hush", login: login)
    )
    settings.inFlight = inFlight
    session = Session(settings, prefix: "p", events: events)
  }

  /// A session that is logged in; what came before is forgotten.
  static func ready(events: EventClasses = [], inFlight: Int = 256) -> Trace {
    var trace = Trace(events: events, inFlight: inFlight)
    trace.open()
    trace.answer("Success", "Challenge: 1")
    trace.answer("Success")
    trace.forget()
    return trace
  }

  /// The ActionID of the last action that was written.
  var lastId: String { written.last?["ActionID"] ?? "none" }

  mutating func open() {
    let now = now
    step { $0.opened(at: now, &$1) }
  }

  mutating func receive(_ lines: String...) {
    receive(message(lines.joined(separator: "\r\n")))
  }

  mutating func receive(_ message: Message) {
    let now = now
    step { $0.received(.message(message), at: now, &$1) }
  }

  /// A response to the last action that was written.
  mutating func answer(_ response: String, _ lines: String...) {
    receive(
      message((["Response: \(response)", "ActionID: \(lastId)"] + lines).joined(separator: "\r\n"))
    )
  }

  mutating func perform(
    _ name: String,
    _ token: Session.Token,
    list: Bool = false,
    within time: Duration = .seconds(10)
  ) {
    let now = now
    step {
      $0.perform(
        Action(name),
        token: token,
        expecting: list ? .list : .reply,
        within: time,
        at: now,
        &$1
      )
    }
  }

  mutating func pass(_ time: Duration) {
    now += time
    let later = now
    step { $0.tick(at: later, &$1) }
  }

  mutating func step(_ body: (inout Session, inout [Session.Effect]) -> Void) {
    var new: [Session.Effect] = []
    body(&session, &new)
    for case .write(let bytes) in new {
      for case .message(let message) in decode([bytes]) { written.append(message) }
    }
    effects += new.filter { if case .write = $0 { false } else { true } }
  }

  mutating func forget() {
    effects = []
    written = []
  }

  /// What happened since it was last asked, a short word each.
  mutating func happened() -> [String] {
    defer { effects = [] }
    return effects.map { effect in
      switch effect {
      case .write: "write"
      case .ready: "ready"
      case .subscribed(let classes): "subscribed \(classes.mask)"
      case .event(let event, _): "event \(event.event ?? "")"
      case .reply(let token, _): "reply \(token)"
      case .item(let token, _): "item \(token)"
      case .listEnd(let token, _): "end \(token)"
      case .failure(let token, let error): "\(error.code) \(token)"
      case .close(let error): "close \(error.code)"
      }
    }
  }
}
