import Glibc
import Records

/// Asks over a Unix socket: lines of `key=value`, and an empty line at the end of each side.
///
///     switchboard=1                 target=queue vip
///     node=bei                      priority=5
///     call=1772413200.7             penalty=0-3
///     caller=13812345678            agent=1001
///     name=Zhang San                ring=20
///     dialled=4008001234            set.ORDER=A-77
///     language=zh
///
/// A withheld number has no line. What is not known in an answer is left out, so that either side
/// can learn more words.
struct BusinessSocket: BusinessLookup {
  var path: String
  var deadline: Duration

  /// More is no answer.
  static let longestAnswer = 4_096

  func answer(to question: BusinessQuestion) -> Result<BusinessAnswer, BusinessFailure> {
    guard let text = question.text else { return .failure(.refused) }
    let end = Self.now() + deadline
    let socket = Glibc.socket(AF_UNIX, Self.kind, 0)
    guard socket >= 0 else { return .failure(.absent) }
    defer { close(socket) }
    guard connect(socket) else { return .failure(errno == EAGAIN ? .late : .absent) }
    guard send(text, to: socket) else { return .failure(.absent) }
    return receive(from: socket, until: end)
  }

  private static let kind =
    Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)

  private func connect(_ socket: Int32) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        Glibc.connect(socket, address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }

  /// A question is short: what a new socket does not take at once, nobody reads.
  private func send(_ text: String, to socket: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  private func receive(
    from socket: Int32,
    until end: Duration
  ) -> Result<BusinessAnswer, BusinessFailure> {
    var answer: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1_024)
    while true {
      if let text = Self.whole(answer) {
        return BusinessAnswer(text).map { .success($0) } ?? .failure(.garbage)
      }
      guard answer.count <= Self.longestAnswer else { return .failure(.garbage) }
      let left = end - Self.now()
      guard left > .zero else { return .failure(.late) }
      let milliseconds = Int32(clamping: left.microseconds / 1_000 + 1)
      var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, milliseconds) > 0 else { continue }
      let count = recv(socket, &block, block.count, 0)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return .failure(answer.isEmpty ? .absent : .garbage) }
      answer += block[..<count]
    }
  }

  /// The answer without its empty line; `nil` until that is there.
  private static func whole(_ bytes: [UInt8]) -> String? {
    let feed = UInt8(ascii: "\n")
    if bytes.first == feed { return "" }
    guard
      let end = bytes.indices.dropLast().first(where: { bytes[$0] == feed && bytes[$0 + 1] == feed }
      )
    else { return nil }
    return String(decoding: bytes[...end], as: UTF8.self)
  }

  private static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

extension BusinessQuestion {
  /// The question as it is sent; `nil` when a value would be more than one line.
  fileprivate var text: String? {
    var lines = [
      ("switchboard", "1"), ("node", call.node), ("call", call.uniqueid),
      ("name", callerName), ("dialled", dialled.normalised ?? dialled.raw), ("language", language),
    ]
    if let caller = caller.normalised { lines.append(("caller", caller)) }
    guard lines.allSatisfy({ $0.1.utf8.allSatisfy { $0 >= 0x20 } }) else { return nil }
    return lines.map { "\($0.0)=\($0.1)\n" }.joined() + "\n"
  }
}

extension BusinessAnswer {
  /// Reads an answer; `nil` when it says what cannot be.
  ///
  /// Names that the dialplan would have to change are refused: a name must arrive as it was said.
  init?(_ text: String) {
    self.init()
    for line in text.split(separator: "\n") {
      guard let sign = line.firstIndex(of: "=") else { return nil }
      let key = line[..<sign]
      let value = String(line[line.index(after: sign)...])
      switch key {
      case "target":
        guard let place = Target(value), place.isSafeToGo else { return nil }
        target = place
      case "priority":
        guard let number = Int(value), (0...1_000).contains(number) else { return nil }
        priority = number
      case "penalty":
        guard let range = Penalties(value) else { return nil }
        penalties = range
      case "agent":
        guard value.isAgentNumber else { return nil }
        agent = value
      case "ring":
        guard let seconds = Int(value), (1...60).contains(seconds) else { return nil }
        ring = .seconds(seconds)
      case _ where key.hasPrefix("set."):
        let name = String(key.dropFirst(4))
        guard name.isQueueName, !name.utf8.contains(UInt8(ascii: "-")), data.count < 20,
          value.utf8.count <= 256, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return nil }
        data.append((name, value))
      default: continue
      }
    }
  }
}

extension Target {
  /// Whether its names are as the configuration's are, and it can be reached from outside a flow.
  ///
  /// What is dialled outside is named by the configuration alone.
  fileprivate var isSafeToGo: Bool {
    switch self {
    case .queue(let name), .flow(let name, nil), .survey(let name), .message(let name),
      .callback(let name):
      name.isQueueName
    case .announce(let prompt):
      prompt.name.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { String($0).isQueueName }
    case .extension(let number): number.isAgentNumber
    case .flow, .forward, .context, .node: false
    case .hangup: true
    }
  }
}
