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
    let path = path(in: world)
    let socket: ControlSocket
    do {
      socket = try ControlSocket(path: path)
    } catch {
      throw Phrases.noDaemon("\(error)")
    }
    do {
      try socket.send(try JSONEncoder().encode(Request(command, arguments)))
      while let line = try socket.line() {
        let reply = try JSONDecoder().decode(Reply.self, from: Data(line))
        if let error = reply.error { throw Phrases.refused(error.words) }
        try body(reply)
        if reply.more != true { return }
      }
    } catch let error as ControlError {
      throw Phrases.daemonLost("\(error)")
    } catch let error as DecodingError {
      throw Phrases.daemonLost("\(error)")
    }
    throw Phrases.daemonLost("")
  }

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
