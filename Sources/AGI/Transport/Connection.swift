internal import Glibc

/// The line to Asterisk: one command out, one reply back, never two at once.
///
/// It knows three states. *Alive*: all commands work. *Hung up*: the caller has left, and Asterisk
/// still takes variables, AstDB and verbose. *Gone*: nobody reads any more.
final class Connection {
  enum Kind {
    /// Two pipes to the Asterisk that started this program.
    case pipes
    /// A FastAGI socket, with the descriptor that becomes readable when the server stops.
    case socket(wake: Int32?)
    /// A peer in this process.
    case peer(any Peer)
  }

  enum State {
    case alive, hungUp, gone
  }

  /// The longest wait for Asterisk's answer once the server is to stop.
  static let patience: Int32 = 1000

  private let input: Int32
  private let output: Int32
  private let kind: Kind
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
  private var decoder: ReplyDecoder
  var limits: Limits
  private(set) var state = State.alive
  /// Set once the server asked this call to end.
  private(set) var isInterrupted = false
  /// Sees every line in both directions, masked where digits are secret.
  var trace: ((TraceLine) -> Void)?

  init(input: Int32, output: Int32, kind: Kind, limits: Limits = Limits(asteriskVersion: "")) {
    self.input = input
    self.output = output
    self.kind = kind
    self.limits = limits
    decoder = ReplyDecoder(limit: limits.reply)
  }

  deinit {
    chunk.deallocate()
  }

  /// Whether the caller is known to have left.
  var isHungUp: Bool {
    guard state == .alive else { return true }
    let isSignalled =
      switch kind {
      case .pipes: HangupSignal.wasReceived
      case .peer(let peer): peer.hasSignalledHangup
      case .socket: false
      }
    if isSignalled { state = .hungUp }
    return isSignalled
  }

  func markHungUp() {
    if state == .alive { state = .hungUp }
  }

  // MARK: - Environment

  /// Reads the environment that Asterisk sends first.
  ///
  /// - Throws: ``AGIError`` with code `timeout` when it is not whole in time, `hangup` when the
  ///   peer closed, `shutdown` when the server stops, `protocolViolation` when it is too long.
  func readEnvironment(deadline milliseconds: Int32? = nil) throws(AGIError) -> Environment {
    let doing = "reading the environment"
    var environmentDecoder = EnvironmentDecoder(limit: limits.environment)
    let end = milliseconds.map { monotonicMilliseconds() + Int($0) }
    while true {
      guard try awaitBytes(until: end, doing: doing) else {
        throw AGIError(.timeout, doing: doing, reason: "not whole in time")
      }
      guard let bytes = readOnce() else {
        let reason = "closed before the environment was whole"
        guard environmentDecoder.isEmpty else { throw gone(doing, reason) }
        throw AGIError(.protocolViolation, doing: doing, reason: "closed without a word")
      }
      guard let used = try environmentDecoder.append(bytes) else { continue }
      decoder.append(bytes[used...])
      let environment = environmentDecoder.environment
      limits.line = Limits(asteriskVersion: environment.version).line
      return environment
    }
  }

  // MARK: - Exchange

  /// Sends a command and waits for its reply.
  ///
  /// - Throws: ``AGIError`` with code `hangup` when nobody is left to answer, `shutdown` when the
  ///   server stops meanwhile, or what ``Command/encoded(within:)`` throws.
  func exchange(_ command: Command, hiding hidden: Hidden = .nothing) throws(AGIError) -> Reply {
    do {
      return try answer(to: command, hiding: hidden)
    } catch {
      var error = error
      if hidden != .nothing { error.evidence = "" }
      throw error
    }
  }

  private func answer(to command: Command, hiding hidden: Hidden) throws(AGIError) -> Reply {
    let line = try command.encoded(within: limits)
    if try decoder.discardUnasked() { markHungUp() }
    guard state != .gone else { throw gone(command.title, "the connection is closed") }
    trace?(TraceLine(sent: line, by: command, hiding: hidden))
    try write(line, doing: command.title)
    var form = command.asksForValue ? ReplyDecoder.Form.value : .line
    while true {
      switch try decoder.next(form) {
      case .reply(let reply):
        trace?(TraceLine(received: reply.bytes, hiding: hidden))
        return reply
      case .hangup:
        noticeHangup()
      case .undecided:
        form = .marker(try writeMarker(doing: command.title))
      case nil:
        try waitForMore(doing: command.title)
      }
    }
  }

  private func noticeHangup() {
    trace?(TraceLine(received: Array("HANGUP".utf8), hiding: .nothing))
    markHungUp()
    acknowledgeAtOnce()
  }

  /// Ends whatever command is still running, and gets in step again.
  ///
  /// Any command stops a running `STREAM FILE`, `GET DATA` or `GET OPTION`, without a reply;
  /// others answer later, or wrongly. What comes before the marker's own reply is theirs.
  func resynchronise() throws(AGIError) {
    let doing = "ending the running command"
    let marker = try writeMarker(doing: doing)
    let end = monotonicMilliseconds() + Int(Connection.patience)
    while true {
      switch try decoder.next(.marker(marker)) {
      case .reply:
        return
      case .hangup:
        noticeHangup()
      case .undecided:
        continue
      case nil:
        guard try awaitBytes(until: end, doing: doing) else {
          throw AGIError(.timeout, doing: doing, reason: "Asterisk did not answer in time")
        }
        guard let bytes = readOnce() else { throw gone(doing, "the connection is closed") }
        decoder.append(bytes)
      }
    }
  }

  /// Tells the dialplan how the script ended, and waits for no reply.
  ///
  /// Asterisk comes to it when the command that runs is done, and finds the end behind it.
  func leave(telling end: ScriptEnd) {
    guard state != .gone else { return }
    let command = Command(.setVariable, ["SWB_STATUS", .text(end.rawValue)])
    if let line = try? command.encoded(within: limits) { try? write(line, doing: command.title) }
    state = .gone
  }

  /// Closes the line: Asterisk goes on with its dialplan, and the script with what it has to do.
  ///
  /// A socket's descriptor stays until its server closes it.
  func letGo() {
    guard state != .gone else { return }
    state = .gone
    switch kind {
    case .pipes:
      close(input)
      close(output)
    case .socket:
      shutdown(output, Int32(SHUT_RDWR))
    case .peer:
      return
    }
  }

  /// A marker is a text of which Asterisk makes itself; a caller's value cannot foretell it.
  private func writeMarker(doing: String) throws(AGIError) -> [UInt8] {
    let marker = Array("swb-in-step-\(UInt64.random(in: .min ... .max))".utf8)
    let command = Command(.getFullVariable, [Argument(bytes: marker)])
    try write(try command.encoded(within: limits), doing: doing)
    return marker
  }

  private func waitForMore(doing: @autoclosure () -> String) throws(AGIError) {
    let deadline = isInterrupted ? monotonicMilliseconds() + Int(Connection.patience) : nil
    guard try awaitBytes(until: deadline, doing: doing()) else {
      throw gone(doing(), "the server is stopping, and Asterisk did not answer in time")
    }
    guard let bytes = readOnce() else { throw gone(doing(), "the connection is closed") }
    decoder.append(bytes)
  }

  // MARK: - Bytes

  /// Waits until there is something to read.
  ///
  /// - Returns: Whether there is before the deadline.
  /// - Throws: ``AGIError`` with code `shutdown`, once, when the server is to stop.
  private func awaitBytes(
    until deadline: Int?,
    doing: @autoclosure () -> String
  ) throws(AGIError) -> Bool {
    switch kind {
    case .pipes:
      return true
    case .peer(let peer):
      guard isInterrupted || !peer.hasStoppedServer else { throw interrupted(doing()) }
      return true
    case .socket(let wake):
      let wake = isInterrupted ? nil : wake
      guard wake != nil || deadline != nil else { return true }
      let left = deadline.map(millisecondsLeft(until:)) ?? -1
      if waitToRead(input, orWake: wake, milliseconds: left) { return true }
      guard let wake, waitToRead(wake, orWake: nil, milliseconds: 0) else { return false }
      throw interrupted(doing())
    }
  }

  /// Reads once; `nil` when nothing more will come.
  private func readOnce() -> UnsafeRawBufferPointer? {
    while true {
      let count =
        if case .peer(let peer) = kind {
          peer.read(into: chunk)
        } else {
          Glibc.read(input, chunk.baseAddress, chunk.count)
        }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        state = .gone
        return nil
      }
      return UnsafeRawBufferPointer(rebasing: chunk[..<count])
    }
  }

  private func write(_ line: [UInt8], doing: @autoclosure () -> String) throws(AGIError) {
    var written = 0
    while written < line.count {
      let count = line.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        return switch kind {
        case .pipes: Glibc.write(output, rest.baseAddress, rest.count)
        case .socket: send(output, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        case .peer(let peer): peer.receive(rest) ? rest.count : 0
        }
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw gone(doing(), "nobody reads our commands any more") }
      written += count
    }
  }

  /// Acknowledges a `HANGUP` at once, since Asterisk's Nagle holds the reply back until then.
  ///
  /// The kernel would take 40 ms for it. One call a hangup is enough: at other times our next command carries the acknowledgement.
  private func acknowledgeAtOnce() {
    guard case .socket = kind else { return }
    var on: Int32 = 1
    setsockopt(input, Int32(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  // MARK: - Ends

  private func gone(_ doing: String, _ reason: String) -> AGIError {
    state = .gone
    return AGIError(.hangup, doing: doing, reason: reason)
  }

  private func interrupted(_ doing: String) -> AGIError {
    isInterrupted = true
    return AGIError(.shutdown, doing: doing, reason: "the server is stopping")
  }
}
