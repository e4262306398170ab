import ArgumentParser
import Control
import Foundation

/// Which daemon is asked.
struct DaemonOption: ParsableArguments {
  @Option(
    name: .customLong("control"),
    help: ArgumentHelp(
      "The daemon's control socket (otherwise $SWITCHBOARD_CONTROL, or \(ControlSocket.usualPath)).",
      valueName: "path"
    )
  )
  var path: String?

  func path(in world: World) -> String {
    path ?? world.environment["SWITCHBOARD_CONTROL"] ?? ControlSocket.usualPath
  }

  /// Asks, and hands each line of the answer on, until the last one or until `body` says stop.
  ///
  /// - Throws: `Failure` when the daemon is not there, or refuses.
  func ask(
    _ command: String,
    _ arguments: [String: String] = [:],
    in world: World,
    _ body: (Reply) throws -> Void
  ) throws {
    let isDeed = !Self.looks.contains(command)
    let socket = try connect(in: world)
    do {
      // What rings may ring for long; who only looks is answered at once.
      socket.limit(seconds: isDeed ? Self.longestDeed : Self.patience)
      try socket.send(Request(command, arguments))
      while let reply = try socket.reply(in: world) {
        if arguments["follow"] != nil { socket.limit(seconds: 0) }
        try body(reply)
        if reply.more != true { return }
      }
    } catch let error as ControlError where error.number == EAGAIN {
      throw Phrases.daemonHangs(path(in: world))
    } catch let error as ControlError {
      throw isDeed ? Phrases.deedLost("\(error)") : Phrases.daemonLost("\(error)")
    } catch let error as DecodingError {
      throw Phrases.daemonLost("\(error)")
    }
    throw isDeed ? Phrases.deedLost("") : Phrases.daemonLost("")
  }

  /// - Throws: `Failure` when nobody listens there.
  func connect(in world: World) throws -> ControlSocket {
    do {
      return try ControlSocket(path: path(in: world))
    } catch {
      throw Phrases.noDaemon("\(error)")
    }
  }

  /// What changes nothing.
  private static let looks: Set<String> = ["queues", "agents", "calls", "metrics"]
  /// How many seconds an answer is waited for.
  static let patience = 15
  /// Longer than any phone rings: see `CallbackCall.call`.
  private static let longestDeed = 400

  /// Asks for one answer.
  func ask(
    _ command: String,
    _ arguments: [String: String] = [:],
    in world: World
  ) throws -> Reply {
    var answer: Reply?
    try ask(command, arguments, in: world) { answer = $0 }
    guard let answer else { throw Phrases.daemonLost("") }
    return answer
  }
}

extension ControlSocket {
  /// Sends a request.
  func send(_ request: Request) throws {
    try send(try JSONEncoder().encode(request))
  }

  /// The next line of an answer; `nil` when the daemon has ended the connection.
  ///
  /// - Throws: `Failure` when the daemon refuses.
  func reply(in world: World) throws -> Reply? {
    guard let line = try line() else { return nil }
    let reply = try JSONDecoder().decode(Reply.self, from: Data(line))
    if let zone = reply.floor?.zone { world.clock.follow(named: zone) }
    if let error = reply.error { throw Phrases.refused(error.code, error.words) }
    return reply
  }
}
