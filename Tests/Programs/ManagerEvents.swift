internal import Glibc

/// What an event of the manager interface costs a program that reads it by `AMI`.
public enum ManagerEvents {
  /// What its count is called.
  public static let name = "ami-reader, an event"

  /// The instructions of one event of the recorded mix, from the socket to a handler that reads its name and
  /// two headers.
  ///
  /// It is the difference between a short and a long run, so starting and logging in are not in it.
  public static func countInstructions() throws(SpawnedProgram.Failure) -> Int {
    let mix = try recordedMix()
    let rounds = (few: 5, many: 25)
    let few = try count(of: mix, rounds.few)
    let many = try count(of: mix, rounds.many)
    return (many - few) / ((rounds.many - rounds.few) * mix.count)
  }

  private static func count(
    of mix: [String],
    _ rounds: Int
  ) throws(SpawnedProgram.Failure) -> Int {
    let listener = try ManagerListener()
    let events = String(repeating: mix.joined(), count: rounds)
    let profile = try Callgrind.profile(releaseProgram("ami-reader"), ["\(listener.port)"]) {
      reader throws(SpawnedProgram.Failure) in
      let asterisk = try listener.visitor()
      asterisk.send("Asterisk Call Manager/11.0.0\r\n")
      try asterisk.letIn()
      asterisk.send(events + "Event: BenchEnd\r\nPrivilege: call,all\r\n\r\n")
      let said = try reader.line()
      guard said?.hasPrefix("\(rounds * mix.count) ") == true else {
        throw SpawnedProgram.Failure(description: "ami-reader saw \(said ?? "nothing")")
      }
    }
    return try Callgrind.instructions(in: profile)
  }

  /// The events of a recorded session, each with the empty line at its end.
  private static func recordedMix() throws(SpawnedProgram.Failure) -> [String] {
    let tests = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let file = tests + "/AMITests/Fixtures/sessions/22/callback-agent-first.raw"
    var events: [String] = []
    var event = ""
    // A line keeps its carriage return; an empty one is that alone.
    for line in try bytes(of: file).split(separator: UInt8(ascii: "\n")) {
      event += String(decoding: line, as: UTF8.self) + "\n"
      guard line.elementsEqual([UInt8(ascii: "\r")]) else { continue }
      if event.hasPrefix("Event: "), event.contains("\r\nPrivilege: ") { events.append(event) }
      event = ""
    }
    return events
  }
}

/// A port on loopback where one program comes to ask for Asterisk.
private final class ManagerListener {
  private let socket: Int32
  let port: UInt16

  init() throws(SpawnedProgram.Failure) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let listens = withUnsafeMutablePointer(to: &name) { name in
      name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        bind(socket, name, length) == 0 && listen(socket, 1) == 0
          && getsockname(socket, name, &length) == 0
      }
    }
    guard listens else { throw SpawnedProgram.Failure(description: "cannot listen on loopback") }
    port = UInt16(bigEndian: name.sin_port)
  }

  deinit { close(socket) }

  /// Who comes.
  func visitor() throws(SpawnedProgram.Failure) -> LoopbackPeer {
    var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, SpawnedProgram.patience) == 1 else {
      throw SpawnedProgram.Failure(description: "nobody came to be told events")
    }
    return LoopbackPeer(taking: accept(socket, nil, nil))
  }
}

extension LoopbackPeer {
  /// Answers with success whatever is asked, up to the login.
  fileprivate func letIn() throws(SpawnedProgram.Failure) {
    var action = ""
    var id = ""
    while let line = try? line() {
      let words = line.split(whereSeparator: { ": \r".contains($0) })
      switch words.first {
      case "Action": action = words.last.map(String.init) ?? ""
      case "ActionID": id = words.last.map(String.init) ?? ""
      case nil:
        send("Response: Success\r\nActionID: \(id)\r\nChallenge: 1\r\n\r\n")
        if action == "Login" { return }
      default: continue
      }
    }
    throw SpawnedProgram.Failure(description: "nobody logged in")
  }
}
