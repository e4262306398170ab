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
  }

  enum State {
    case alive, hungUp, gone
  }

  private let input: Int32
  private let output: Int32
  private let kind: Kind
  private var decoder: ReplyDecoder
  var limits: Limits
  private(set) var state = State.alive
  /// Set once the server asked this call to end.
  private(set) var isInterrupted = false
  private var markers = 0
  /// Sees every line in both directions, masked where digits are secret.
  var trace: ((TraceLine) -> Void)?

  init(input: Int32, output: Int32, kind: Kind, limits: Limits = Limits(line: 2047)) {
    self.input = input
    self.output = output
    self.kind = kind
    self.limits = limits
    decoder = ReplyDecoder(limit: limits.reply)
  }

  /// Whether the caller is known to have left.
  var isHungUp: Bool {
    if state != .alive { return true }
    if case .pipes = kind, HangupSignal.wasReceived {
      state = .hungUp
      return true
    }
    return false
  }

  func markHungUp() {
    if state == .alive { state = .hungUp }
  }

  // MARK: - Environment

  /// Reads the environment that Asterisk sends first.
  ///
  /// - Throws: ``AGIError`` with code `timeout` when it is not whole in time, `hangup` when the
  ///   peer closed, `protocolViolation` when it is too long.
  func readEnvironment(deadline milliseconds: Int32? = nil) throws(AGIError) -> Environment {
    let doing = "reading the environment"
    var environmentDecoder = EnvironmentDecoder(limit: limits.environment)
    let end = milliseconds.map { monotonicMilliseconds() + Int($0) }
    while true {
      if let end {
        let left = Int32(max(0, end - monotonicMilliseconds()))
        guard waitToRead(input, orWake: nil, milliseconds: left) else {
          throw AGIError(.timeout, doing: doing, reason: "not whole in time")
        }
      }
      var environment: Environment?
      let open = try read { (bytes) throws(AGIError) in
        var index = bytes.startIndex
        while index < bytes.endIndex, environment == nil {
          environment = try environmentDecoder.append(bytes[index])
          index += 1
        }
        decoder.append(bytes[index...])
      }
      if let environment {
        limits.line = Limits(asteriskVersion: environment.version).line
        return environment
      }
      guard open else { throw gone(doing, "closed before the environment was whole") }
    }
  }

  // MARK: - Exchange

  /// Sends a command and waits for its reply.
  ///
  /// - Throws: ``AGIError`` with code `hangup` when nobody is left to answer, `shutdown` when the
  ///   server stops meanwhile, or what ``Command/encoded(within:)`` throws.
  func exchange(
    _ command: Command,
    form: ReplyDecoder.Form = .line,
    secret: Bool = false
  ) throws(AGIError) -> Reply {
    let line = try command.encoded(within: limits)
    if decoder.takeIdleHangup() { markHungUp() }
    guard state != .gone else { throw gone(command.title, "the connection is closed") }
    try write(line, doing: command.title, secret: secret)
    var form = form
    while true {
      switch try decoder.next(form) {
      case .reply(let reply):
        trace?(TraceLine(.received, reply.bytes, secret: secret))
        return reply
      case .hangup:
        trace?(TraceLine(.received, Array("HANGUP".utf8), secret: false))
        markHungUp()
      case .undecided:
        form = .marker(try writeMarker(doing: command.title))
      case nil:
        try waitForMore(doing: command.title)
      }
    }
  }

  /// Ends whatever command is still running, and gets in step again.
  ///
  /// Any command stops a running `STREAM FILE`, `GET DATA` or `GET OPTION`, without a reply;
  /// others answer later, or wrongly. What comes before the marker's own reply is theirs.
  func resynchronise(milliseconds: Int32) throws(AGIError) {
    let doing = "ending the running command"
    let marker = try writeMarker(doing: doing)
    let end = monotonicMilliseconds() + Int(milliseconds)
    while true {
      switch try decoder.next(.marker(marker)) {
      case .reply: return
      case .hangup, .undecided: continue
      case nil: break
      }
      let left = Int32(max(0, end - monotonicMilliseconds()))
      guard waitToRead(input, orWake: nil, milliseconds: left) else {
        state = .gone
        throw AGIError(.timeout, doing: doing, reason: "Asterisk did not answer in time")
      }
      guard try readIntoDecoder() else { throw gone(doing, "the connection is closed") }
    }
  }

  private func writeMarker(doing: String) throws(AGIError) -> [UInt8] {
    markers += 1
    let marker = Array("swb-in-step-\(markers)".utf8)
    let command = Command(.getFullVariable, [Argument(bytes: marker)])
    try write(try command.encoded(within: limits), doing: doing, secret: false)
    return marker
  }

  private func waitForMore(doing: @autoclosure () -> String) throws(AGIError) {
    if case .socket(let wake?) = kind, !isInterrupted,
      !waitToRead(input, orWake: wake, milliseconds: -1)
    {
      isInterrupted = true
      throw AGIError(.shutdown, doing: doing(), reason: "the server is stopping")
    }
    guard try readIntoDecoder() else { throw gone(doing(), "the connection is closed") }
  }

  private func readIntoDecoder() throws(AGIError) -> Bool {
    try read { (bytes) throws(AGIError) in decoder.append(bytes) }
  }

  // MARK: - Bytes

  /// Reads once. Returns whether the peer may still send.
  private func read(
    _ consume: (UnsafeRawBufferPointer) throws(AGIError) -> Void
  ) throws(AGIError) -> Bool {
    try withChunk { (chunk) throws(AGIError) in
      while true {
        let count = Glibc.read(input, chunk.baseAddress, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          state = .gone
          return false
        }
        try consume(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        return true
      }
    }
  }

  private func withChunk<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws(AGIError) -> Result
  ) throws(AGIError) -> Result {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
    defer { chunk.deallocate() }
    return try body(chunk)
  }

  private func write(
    _ line: [UInt8],
    doing: @autoclosure () -> String,
    secret: Bool
  ) throws(AGIError) {
    trace?(TraceLine(.sent, line.dropLast(), secret: secret))
    var written = 0
    while written < line.count {
      let count = line.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        return switch kind {
        case .pipes: Glibc.write(output, rest.baseAddress, rest.count)
        case .socket: send(output, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        }
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        state = .gone
        throw gone(doing(), "nobody reads our commands any more")
      }
      written += count
    }
    acknowledgeAtOnce()
  }

  /// Asterisk writes `HANGUP` and then a reply; with a delayed acknowledgement of the first, its
  /// Nagle holds the second back for 40 ms. The kernel forgets this option, so it is set anew.
  private func acknowledgeAtOnce() {
    guard case .socket = kind else { return }
    var on: Int32 = 1
    setsockopt(
      input,
      Int32(IPPROTO_TCP),
      TCP_QUICKACK,
      &on,
      socklen_t(MemoryLayout<Int32>.size)
    )
  }

  private func gone(_ doing: String, _ reason: String) -> AGIError {
    state = .gone
    return AGIError(.hangup, doing: doing, reason: reason)
  }
}

/// One line of the conversation with Asterisk, for a log of one's own.
public struct TraceLine: Sendable, Equatable, CustomStringConvertible {
  /// Which way a line went.
  public enum Direction: Sendable {
    /// To Asterisk.
    case sent
    /// From Asterisk.
    case received
  }

  /// Which way the line went.
  public let direction: Direction
  /// The line; `****` stands for digits that are secret.
  public let text: String

  init(_ direction: Direction, _ bytes: some Collection<UInt8>, secret: Bool) {
    self.direction = direction
    text = secret && direction == .received ? "200 result=****" : bytes.text
  }

  public var description: String {
    (direction == .sent ? ">> " : "<< ") + text
  }
}
