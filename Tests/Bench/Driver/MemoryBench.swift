import Foundation
import Programs

/// Calls that wait in the daemon.
enum MemoryBench {
  /// A call that hears the menu's prompt, and goes on hearing it.
  static func waitingCall(_ daemon: SpawnedDaemon) throws -> LoopbackPeer {
    let peer = LoopbackPeer(port: daemon.port, asking: "agi-ivr", "main")
    while let line = try peer.line() {
      if line.hasPrefix("STREAM FILE") { return peer }
      peer.send(AsteriskAnswers.answer(to: line) + "\n")
    }
    throw BenchFailure("switchboardd ended a call")
  }

  /// KiB that a process has resident now.
  static func resident(_ pid: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let kibibytes = line.flatMap({ Int($0.filter(\.isNumber)) }) else {
      throw BenchFailure("no VmRSS in /proc/\(pid)/status")
    }
    return kibibytes
  }
}
