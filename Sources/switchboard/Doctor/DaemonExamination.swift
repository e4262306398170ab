import Configuration
import Control
import Foundation
import Synchronization

/// The daemon, by its control socket.
struct DaemonExamination {
  static let place = "daemon"

  let path: String

  /// How long it may take to answer.
  private static let patience = 5

  func run() -> Examination {
    do {
      guard try isAnswering() else { return Examination(findings: [Phrases.silentDaemon(path)]) }
      return Examination(notes: [Phrases.daemonIsWell(path)])
    } catch {
      return Examination(findings: [Phrases.daemonAway("\(error)")])
    }
  }

  /// Whether any answer comes: also one that says no is one.
  private func isAnswering() throws -> Bool {
    let box = Box()
    let done = DispatchSemaphore(value: 0)
    let path = path
    // The socket blocks, and is left to the end of this process when nothing comes.
    Thread.detachNewThread {
      let answer = Result<Bool, any Error> {
        let socket = try ControlSocket(path: path)
        try socket.send(try JSONEncoder().encode(Request("queues")))
        return try socket.line() != nil
      }
      box.result.withLock { $0 = answer }
      done.signal()
    }
    _ = done.wait(timeout: .now() + .seconds(Self.patience))
    return try box.result.withLock { $0 }.get()
  }

  private final class Box: Sendable {
    let result = Mutex<Result<Bool, any Error>>(.success(false))
  }
}
