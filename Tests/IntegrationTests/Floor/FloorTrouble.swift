import AMITesting
import Control
import Database
import Foundation
import Laboratory
import Operations
import Phone
import Records

/// What happens to the daemon, to its connection and to the log while callers call: each thing when so
/// many callers have begun.
final class FloorTrouble: Sendable {
  private enum Deed {
    case kill, start, cut, rotate(byAsterisk: Bool), standBy, takeOver(signal: Int32)
  }

  /// What becomes of the daemon.
  enum Manner: Sendable {
    /// It is killed, and begins again.
    case killed
    /// Another one stands by, and takes over when the leader is killed, is ended, or hangs; who hung
    /// wakes late.
    case takenOver
  }

  /// How often what was done.
  struct Done: Sendable {
    var kills = 0
    var cuts = 0
    var takeovers = 0
    /// The files of the log, in their order.
    var files: [String] = []
  }

  private struct State {
    var begun = 0
    var isOver = false
    var done = Done()
    var daemon: Daemon?
    var standby: Daemon?
    var result: Result<Void, any Error>?
  }

  /// How often the daemon is killed, and as often its connection is cut.
  private static let rounds = 10
  private static let patience = Duration.seconds(120)

  private let state = Watched(State())
  private let laboratory: Laboratory
  private let proxy: RecordingProxy
  private let manner: Manner
  /// Deeds come one after the other, also with what a test does itself.
  private let turn = Gate(width: 1)

  /// Starts the daemon, and the trouble for so many callers.
  init(
    for callers: Int,
    in laboratory: Laboratory,
    by proxy: RecordingProxy,
    _ manner: Manner = .killed
  ) throws {
    self.laboratory = laboratory
    self.proxy = proxy
    self.manner = manner
    try laboratory.publish(manager: "127.0.0.1:\(proxy.port)")
    let daemon = try laboratory.startDaemon()
    state.change { $0.daemon = daemon }
    startThread { [self] in
      let result = Result { try makeTrouble(for: callers) }
      state.change { $0.result = result }
    }
  }

  /// A caller begins.
  func callerBegins() {
    state.change { $0.begun += 1 }
  }

  /// Does something while nothing else goes wrong.
  func between(_ body: () throws -> Void) throws {
    try turn.pass(body)
  }

  /// Does at once what is left to do; what was done in all.
  func finish() throws -> Done {
    state.change { $0.isOver = true }
    let result = state.wait(until: .now + Self.patience) { $0.result }
    guard let result else { throw Surprise("the trouble does not end") }
    try result.get()
    return state.read { state in
      var done = state.done
      done.files.append("\(laboratory.log)/queue_log")
      return done
    }
  }

  /// Waits until all that was written is kept, and ends the last daemon; its exit status.
  func stop() throws -> Int32 {
    try waitUntilKept()
    return state.change { state in
      defer { state.daemon = nil }
      return state.daemon?.stop() ?? -1
    }
  }

  // MARK: - Deeds

  /// After how many tenths of a round what happens; each second daemon is missed for a while.
  private static func deeds(of round: Int, _ manner: Manner) -> [(at: Double, Deed)] {
    var deeds: [(Double, Deed)] =
      switch manner {
      case .killed: [(0.3, .cut), (0.6, .kill), (round % 2 == 0 ? 0.65 : 0.8, .start)]
      case .takenOver:
        [
          (0.2, .standBy), (0.3, .cut),
          (0.6, .takeOver(signal: [SIGKILL, SIGTERM, SIGSTOP][round % 3])),
        ]
      }
    if round % 3 == 1 { deeds.append((0.7, .rotate(byAsterisk: round % 2 == 0))) }
    return deeds.sorted { $0.0 < $1.0 }
  }

  private func makeTrouble(for callers: Int) throws {
    for round in 0..<Self.rounds {
      for (part, deed) in Self.deeds(of: round, manner) {
        let when = Int((Double(round) + part) / Double(Self.rounds) * Double(callers))
        let isTime = state.wait(until: .now + .seconds(600)) { state in
          state.begun >= when || state.isOver ? true : nil
        }
        guard isTime != nil else { throw Surprise("no caller comes any more") }
        try turn.pass { try make(deed) }
      }
    }
  }

  private func make(_ deed: Deed) throws {
    switch deed {
    case .kill:
      guard let daemon = state.read({ $0.daemon }) else { throw Surprise("no daemon to kill") }
      Glibc.kill(daemon.processID, SIGKILL)
      daemon.stop()
      state.change { state in
        state.daemon = nil
        state.done.kills += 1
      }
    case .start:
      let daemon = try laboratory.startDaemon()
      state.change { $0.daemon = daemon }
    case .cut:
      // What is not there cannot be cut.
      try FloorView(laboratory.control).wait { $0.servers?.first?.floor == "current" }
      proxy.cut()
      state.change { $0.done.cuts += 1 }
    case .rotate(let byAsterisk): try rotate(byAsterisk: byAsterisk)
    case .standBy:
      let standby = try laboratory.startStandby()
      state.change { $0.standby = standby }
    case .takeOver(let signal):
      let (leader, next) = state.read { ($0.daemon, $0.standby) }
      guard let leader, let next else { throw Surprise("nobody stands by") }
      try takeOver(from: leader, next, signal)
      state.change { state in
        (state.daemon, state.standby) = (next, nil)
        state.done.takeovers += 1
      }
    }
  }

  private func takeOver(from leader: Daemon, _ next: Daemon, _ signal: Int32) throws {
    Glibc.kill(leader.processID, signal)
    if signal == SIGSTOP {
      try waitUntilItLeads(next)
      // It wakes late, and lets go of its port.
      Glibc.kill(leader.processID, SIGCONT)
    }
    try next.waitUntilItLeads()
    leader.stop()
  }

  private func waitUntilItLeads(_ daemon: Daemon) throws {
    let store = try FloorStore(at: StoreLocation(folder: laboratory.store), .administrator)
    let deadline = ContinuousClock.now + Self.patience
    while try store.lease()?.holder.process != Int(daemon.processID) {
      guard ContinuousClock.now < deadline else { throw Surprise("nobody takes over") }
      usleep(20_000)
    }
  }

  /// By Asterisk, or by somebody who tells Asterisk later.
  private func rotate(byAsterisk: Bool) throws {
    let log = laboratory.log
    let before = Set(try logs())
    if byAsterisk {
      try laboratory.console("logger rotate")
    } else {
      try FileManager.default.moveItem(
        atPath: "\(log)/queue_log",
        toPath: "\(log)/queue_log-\(before.count)"
      )
      try laboratory.console("logger reload")
    }
    let new = Set(try logs()).subtracting(before)
    guard new.count == 1, let name = new.first else {
      throw Surprise("rotating made \(new.sorted())")
    }
    state.change { $0.done.files.append("\(log)/\(name)") }
  }

  private func logs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: laboratory.log)
      .filter { $0.hasPrefix("queue_log") && $0 != "queue_log" }
  }

  /// Waits until all that is in the log at this moment is kept.
  private func waitUntilKept() throws {
    let path = "\(laboratory.log)/queue_log"
    let file = try FileManager.default.attributesOfItem(atPath: path)
    let inode = file[.systemFileNumber] as? UInt64
    let size = file[.size] as? Int ?? 0
    let location = StoreLocation(folder: laboratory.store)
    let deadline = ContinuousClock.now + Self.patience
    while true {
      let known = try FloorStore(at: location, .administrator).positions(of: "lab")
      if known.contains(where: { $0.file.inode == inode && $0.offset >= size }) { return }
      guard ContinuousClock.now < deadline else {
        throw Surprise("the daemon does not keep \(path)")
      }
      usleep(20_000)
    }
  }
}
