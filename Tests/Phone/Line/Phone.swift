/// A small SIP phone for tests and demonstrations: G.711, RFC 4733 keys, UDP.
///
/// It knows the prompts that it hears. One thread of its own carries all its calls, so fifty
/// callers at once are cheap. A phone that nobody holds any more, nor any of its calls, hangs up
/// and ends. Its orders return at once; its waits block the thread that asks.
public final class Phone: Sendable {
  /// Where the phone listens for SIP.
  public let endpoint: Endpoint
  let loop: PhoneLoop.Mailbox
  private let incoming: Watched<[(CallFacts, Watched<CallRecord>)]>

  /// Makes a phone on a free port.
  ///
  /// - Parameters:
  ///   - server: Where Asterisk listens for SIP.
  ///   - host: The phone's own address, by which a trunk may be identified. Every address of
  ///     127.0.0.0/8 is this machine.
  ///   - sounds: The prompts that it recognises.
  ///   - credentials: Who it is, when the server asks.
  ///   - voice: What it speaks: the codec, and how its packets are numbered.
  ///   - manner: What it does with calls that come in.
  /// - Throws: `PhoneError` with code `network` when there is no such address or no free port.
  public init(
    server: Endpoint,
    host: String = "127.0.0.1",
    sounds: PromptIndex = .empty,
    credentials: Credentials? = nil,
    voice: Voice = Voice(),
    manner: Manner = .rings
  ) throws {
    guard let serverAddress = server.socketAddress else {
      throw PhoneError(code: .network, "\(server) is not an IPv4 address and port")
    }
    let incoming = Watched([(CallFacts, Watched<CallRecord>)]())
    let socket = try UDPSocket(host: host)
    let mailbox = try PhoneLoop.Mailbox()
    endpoint = socket.local
    loop = mailbox
    self.incoming = incoming
    startThread {
      let loop = PhoneLoop(
        server: server,
        serverAddress: serverAddress,
        socket: socket,
        mailbox: mailbox,
        sounds: sounds,
        credentials: credentials,
        voice: voice,
        manner: manner
      ) { facts, record in
        incoming.change { $0.append((facts, record)) }
      }
      loop.run()
    }
  }

  deinit {
    loop.post { $0.close() }
  }

  /// Calls a number.
  public func call(
    _ number: String,
    as caller: CallerID,
    saying sound: Sound = .silence
  ) throws -> PhoneCall {
    let name = caller.name ?? ""
    guard !name.unicodeScalars.contains(where: { "\r\n\0".unicodeScalars.contains($0) }) else {
      throw PhoneError(code: .order, "SIP cannot carry a line end in a caller's name")
    }
    let id = "\(PhoneLoop.randomName())@\(endpoint.host)"
    let facts = CallFacts(id: id, caller: caller, number: number)
    let record = Watched(CallRecord())
    record.change { $0.transcript.add(.called(number)) }
    loop.post { $0.place(facts, record: record, saying: sound) }
    return PhoneCall(facts, record: record, phone: self)
  }

  /// Waits for the next call that comes in and that no wait has returned yet.
  public func waitForCall(within limit: Duration) throws -> PhoneCall {
    let call = incoming.wait(until: .now + limit) { $0.isEmpty ? nil : $0.removeFirst() }
    guard let (facts, record) = call else {
      throw PhoneError(code: .deadline, "nobody called the phone at \(endpoint) within \(limit)")
    }
    return PhoneCall(facts, record: record, phone: self)
  }

  /// What the phone does with calls that come in from now on.
  public func become(_ manner: Manner) {
    loop.post { $0.manner = manner }
  }

  /// Registers with the server as the user of the phone's credentials.
  public func register(within limit: Duration = .seconds(5)) throws {
    try register(seconds: 3_600, within: limit)
  }

  /// Takes the registration back.
  public func unregister(within limit: Duration = .seconds(5)) throws {
    try register(seconds: 0, within: limit)
  }

  /// Hangs up every call, waits until the other sides have confirmed it, and ends.
  public func close() {
    loop.post { $0.close() }
    _ = loop.closed.wait(until: .now + PhoneLoop.longestGoodbye * 2) { $0 ? true : nil }
  }

  private func register(seconds: Int, within limit: Duration) throws {
    let outcome = Watched(RegistrationStateMachine.Action?.none)
    loop.post { $0.register(seconds: seconds) { result in outcome.change { $0 = result } } }
    switch outcome.wait(until: .now + limit, for: { $0 }) {
    case .registered: return
    case .refused(let status):
      throw PhoneError(code: .refused, "the registration was refused: SIP \(status)")
    default:
      throw PhoneError(code: .deadline, "the registration was not answered within \(limit)")
    }
  }
}
