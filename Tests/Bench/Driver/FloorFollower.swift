import Control
import Foundation
import Synchronization

/// Somebody who follows one part of the floor at the control socket, and notes when each change came.
final class FloorFollower: Sendable {
  private struct State {
    /// When what was told of happened, by the moment as rows show it.
    var told: [String: Int] = [:]
    var seen: Set<String> = []
    var delays: [Double] = []
    var lines = 0
    var isOver = false
  }

  private let state = Mutex(State())

  /// Begins to follow on a thread of its own, and ends with the daemon.
  init(_ part: String, at control: String) throws {
    let socket = try ControlSocket(path: control)
    try socket.send(JSONEncoder().encode(Control.Request(part, ["follow": "yes"])))
    _ = try socket.line()
    let box = SocketOfOneThread(socket)
    Thread.detachNewThread { [self] in
      while let line = try? box.socket.line() { note(line, at: ScriptedFloor.microseconds) }
      state.withLock { $0.isOver = true }
    }
  }

  /// Something happens.
  func expect(_ moment: String, at microseconds: Int) {
    state.withLock { $0.told[moment] = microseconds }
  }

  /// Milliseconds from what happened to its row, for each row that began with it.
  var delays: [Double] { state.withLock { $0.delays } }
  /// How many lines came.
  var lines: Int { state.withLock { $0.lines } }
  /// Whether the daemon has let it go.
  var isOver: Bool { state.withLock { $0.isOver } }

  private func note(_ line: [UInt8], at arrival: Int) {
    let floor = try? JSONDecoder().decode(Reply.self, from: Data(line)).floor
    var rows: [(name: String, since: String?)] = []
    for agent in floor?.agents ?? [] { rows.append((agent.agent, agent.since)) }
    for call in floor?.calls ?? [] { rows.append((call.call, call.since)) }
    for caller in (floor?.queues ?? []).flatMap(\.waiting) {
      rows.append((caller.call, caller.since))
    }
    state.withLock { state in
      state.lines += 1
      for row in rows {
        guard let since = row.since, let told = state.told[since],
          state.seen.insert("\(row.name) \(since)").inserted
        else { continue }
        state.delays.append(Double(arrival - told) / 1_000)
      }
    }
  }
}

/// `@unchecked`: made on one thread and used on one other from then on.
private final class SocketOfOneThread: @unchecked Sendable {
  let socket: ControlSocket

  init(_ socket: ControlSocket) {
    self.socket = socket
  }
}
