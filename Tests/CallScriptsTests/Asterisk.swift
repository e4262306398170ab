import Foundation
import Glibc

/// The other end of a FastAGI call: answers commands as Asterisk does, presses keys, hangs up.
final class Asterisk {
  /// What the caller presses at each wait for a key; a blank is silence.
  var keys = ""
  /// The channel's variables.
  var variables = ["SYSTEMNAME": "bei"]
  /// AstDB: values by `family/key`.
  var database: [String: String] = [:]
  /// The size of every file that is asked about.
  var fileSize = 0
  /// Sound files that are not there.
  var missingFiles: Set<String> = []
  /// The caller hangs up at the first command that begins so.
  var hangsUpAt: String?
  /// A command that goes on until the next one comes, as a long wait does.
  var waitsAt: String?
  /// Is called before a command is answered.
  var before: (_ command: String) throws -> Void = { _ in }

  /// What the script sent.
  private(set) var commands: [String] = []

  private var isDead = false

  var played: [String] {
    commands.filter { $0.hasPrefix("STREAM FILE") }.map { String($0.split(separator: " ")[2]) }
  }

  func call(
    port: UInt16,
    script: String,
    arguments: [String] = [],
    caller: String = "13811112222",
    name: String = "unknown",
    dialled: String = "4008001234",
    uniqueid: String = "1772413200.7"
  ) throws {
    let socket = try Self.connect(port)
    defer { close(socket) }
    let environment =
      [
        "network: yes", "network_script: \(script)", "request: agi://127.0.0.1/\(script)",
        "channel: PJSIP/trunk-1", "language: zh", "type: PJSIP", "uniqueid: \(uniqueid)",
        "version: 22.10.1", "callerid: \(caller)", "calleridname: \(name)", "dnid: \(dialled)",
        "context: switchboard-agi", "extension: s", "priority: 1", "enhanced: 0.0",
        "accountcode: ", "threadid: 1",
      ] + arguments.enumerated().map { "arg_\($0.offset + 1): \($0.element)" }
    try Self.send(environment.map { "agi_\($0)\n" }.joined() + "\n", to: socket)
    var pending = ""
    while let command = try Self.line(from: socket, &pending) {
      commands.append(command)
      try before(command)
      if let hangsUpAt, !isDead, command.hasPrefix(hangsUpAt) {
        isDead = true
        try Self.send("HANGUP\n200 result=-1\n", to: socket)
        continue
      }
      if let waitsAt, command.hasPrefix(waitsAt) { continue }
      try Self.send(answer(command) + "\n", to: socket)
    }
  }

  private func answer(_ command: String) -> String {
    var words = command.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
      .map(String.init)
    words.indices.forEach { words[$0] = Self.unquoted(words[$0]) }
    switch words.prefix(2).joined(separator: " ") {
    case "GET VARIABLE" where words[2].hasPrefix("STAT("):
      return "200 result=1 (\(variables[words[2]] ?? "\(fileSize)"))"
    case "DATABASE GET":
      return database["\(words[2])/\(words[3])"].map { "200 result=1 (\($0))" } ?? "200 result=0"
    case "GET DATA":
      let most = words[3].split(separator: " ").last.flatMap { Int($0) } ?? 1
      return getData(most)
    case "GET VARIABLE":
      return variables[words[2]].map { "200 result=1 (\($0))" } ?? "200 result=0"
    case "GET FULL":
      return "200 result=1 (\(evaluated(words[3])))"
    case "EXEC MSet":
      let assignments = words.dropFirst(2).joined(separator: " ")
      for assignment in Self.unquoted(assignments).split(separator: ",") {
        let parts = assignment.split(
          separator: "=",
          maxSplits: 1,
          omittingEmptySubsequences: false
        )
        variables[String(parts[0])] = String(parts[1])
      }
      return "200 result=0"
    case "SET VARIABLE":
      variables[words[2]] = words[3]
      return "200 result=1"
    case _ where isDead:
      return "511 Command Not Permitted on a dead channel or intercept routine"
    case "STREAM FILE":
      return missingFiles.contains(words[2]) ? "200 result=-1 endpos=0" : "200 result=0 endpos=800"
    case "WAIT FOR":
      guard let key = keys.popFirst(), key != " " else { return "200 result=0" }
      return "200 result=\(key.asciiValue ?? 0)"
    case "CHANNEL STATUS":
      return "200 result=6"
    default:
      return "200 result=0"
    }
  }

  /// Keys until so many, `#`, or silence.
  private func getData(_ most: Int) -> String {
    var digits = ""
    while digits.count < most {
      guard let key = keys.popFirst(), key != " " else { return "200 result=\(digits) (timeout)" }
      if key == "#" { break }
      digits.append(key)
    }
    return "200 result=\(digits)"
  }

  /// The text with the variables put in.
  private func evaluated(_ text: String) -> String {
    text.replacing(/\$\{([^}]*)\}/) { variables[String($0.output.1)] ?? "" }
  }

  private static func unquoted(_ word: String) -> String {
    guard word.hasPrefix("\""), word.hasSuffix("\""), word.count > 1 else { return word }
    return String(word.dropFirst().dropLast()).replacingOccurrences(of: "\\", with: "")
  }

  private static func connect(_ port: UInt16) throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    // A script that hangs fails its test, and does not stop all of them.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    return socket
  }

  private static func send(_ text: String, to socket: Int32) throws {
    let bytes = Array(text.utf8)
    guard Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw POSIXError(.EPIPE)
    }
  }

  private static func line(from socket: Int32, _ pending: inout String) throws -> String? {
    while true {
      if let end = pending.firstIndex(of: "\n") {
        defer { pending = String(pending[pending.index(after: end)...]) }
        return String(pending[..<end])
      }
      var block = [UInt8](repeating: 0, count: 4_096)
      let count = recv(socket, &block, block.count, 0)
      guard count > 0 else {
        if count < 0, errno != ECONNRESET { throw POSIXError(.ETIMEDOUT) }
        return nil
      }
      pending += String(decoding: block[..<count], as: UTF8.self)
    }
  }
}

extension String {
  fileprivate mutating func popFirst() -> Character? {
    isEmpty ? nil : removeFirst()
  }
}
