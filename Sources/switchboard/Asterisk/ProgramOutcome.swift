import Foundation
import Glibc

/// How a program ended.
struct ProgramOutcome {
  var status: Int32
  /// What it said.
  var output: String
  /// Whether its time was over before it ended.
  var isCutOff = false

  /// Runs a program to its end; when its time is over, it is ended by force.
  static func of(_ words: [String], limit: Duration) -> ProgramOutcome {
    let process = Process.anywhere()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--"] + words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try process.run() } catch {
      return ProgramOutcome(status: -1, output: error.localizedDescription)
    }
    let deadline = ContinuousClock.now + limit
    var said = Said(pipe.fileHandleForReading.fileDescriptor)
    let isSilent = said.read(until: deadline)
    let isEnded = isSilent && ended.wait(timeout: .now() + seconds(until: deadline)) == .success
    let output = String(decoding: said.bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard isEnded else {
      // Whatever it waits for, it has nothing to put in order: it only asks another process. One
      // that runs as somebody else, by sudo, cannot be ended, and is not waited for.
      if kill(process.processIdentifier, SIGKILL) == 0 { ended.wait() }
      return ProgramOutcome(status: -1, output: output, isCutOff: true)
    }
    return ProgramOutcome(status: process.terminationStatus, output: output)
  }

  fileprivate static func seconds(until deadline: ContinuousClock.Instant) -> Double {
    max(0, (deadline - .now) / .seconds(1))
  }
}

extension Process {
  /// One that starts in this folder, or in `/` where this user may not be here: after `sudo -u` or `runuser`.
  static func anywhere() -> Process {
    let process = Process()
    if access(".", X_OK) != 0 { process.currentDirectoryURL = URL(filePath: "/") }
    return process
  }
}

/// What a program says, read as it comes.
private struct Said {
  private let descriptor: Int32
  private(set) var bytes: [UInt8] = []

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Reads to the end.
  ///
  /// - Returns: Whether it came to the end before the deadline.
  mutating func read(until deadline: ContinuousClock.Instant) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = ProgramOutcome.seconds(until: deadline)
      let ready = poll(&wanted, 1, Int32(min(left * 1_000, 86_400_000).rounded(.up)))
      if ready == 0 { return false }
      if ready < 0, errno == EINTR { continue }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return true }
      bytes += buffer.prefix(count)
    }
  }
}
