import Configuration
import Control
import Foundation

/// The daemon, by its control socket.
struct DaemonExamination {
  static let place = "daemon"

  let path: String

  /// How many seconds it may take to answer.
  private static let patience = 5

  func run() -> Examination {
    do {
      let socket = try ControlSocket(path: path)
      socket.limit(seconds: Self.patience)
      try socket.send(try JSONEncoder().encode(Request("queues")))
      guard let line = try socket.line() else {
        return Examination(findings: [Phrases.silentDaemon(path)])
      }
      // Any answer is one, also one that says no.
      let reply = try? JSONDecoder().decode(Reply.self, from: Data(line))
      return Examination(
        findings: (reply?.floor?.servers ?? []).filter { $0.floor != "current" }
          .map { Phrases.unseenFloor($0.node, $0.trouble) },
        notes: [Phrases.daemonIsWell(path)]
      )
    } catch let error as ControlError where error.number == EAGAIN {
      return Examination(findings: [Phrases.silentDaemon(path)])
    } catch {
      return Examination(findings: [Phrases.daemonAway("\(error)")])
    }
  }
}
