import AMI
import AMITesting
import Control
import Database
import FloorTraffic
import Foundation
import Operations
import Programs
import Records

/// The release daemon on a scripted Asterisk with a floor of any size.
final class ScriptedFloor {
  let asterisk: ScriptedAsterisk
  let daemon: SpawnedDaemon
  let control: String
  let queueLog: String
  private var traffic: FloorTraffic
  private let store: ExampleStore
  private let folder: URL
  private let log: LogWriter

  init(agents: Int, queues: Int) async throws {
    traffic = FloorTraffic(agents: agents, queues: queues)
    folder = FileManager.default.temporaryDirectory
      .appending(path: "switchboard-floor.\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    queueLog = folder.appending(path: "queue_log").path
    log = try LogWriter(queueLog)
    asterisk = try await ScriptedAsterisk.start(username: "switchboard-events", secret: "bench")
    for user in ["control", "dial"] { asterisk.admit("switchboard-\(user)", secret: "bench") }
    asterisk.list("QueueStatus", traffic.queueStatus)
    asterisk.list("CoreShowChannels", [])
    store = try Self.publish(in: folder, port: asterisk.port, queueLog: queueLog)
    control = folder.appending(path: "control.sock").path
    daemon = try SpawnedDaemon(on: store, control: control)
    try await wait { $0.servers?.first?.floor == "current" }
  }

  deinit {
    daemon.process.signal(SIGTERM)
    daemon.process.wait()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func publish(in folder: URL, port: Int, queueLog: String) throws -> ExampleStore {
    let secrets = folder.appending(path: "secrets.conf").path
    try ["events", "control", "dial"].map { "[switchboard-\($0)]\nsecret = bench\n" }.joined()
      .write(toFile: secrets, atomically: true, encoding: .utf8)
    let centre = folder.appending(path: "centre")
    try FileManager.default.copyItem(at: URL(filePath: ExampleStore.example), to: centre)
    let settings = centre.appending(path: "switchboard.yaml")
    let text = try String(contentsOf: settings, encoding: .utf8)
    let server = """

      servers:
        bench:
          manager: 127.0.0.1:\(port)
          secrets: \(secrets)
          queue_log: \(queueLog)

      """
    try (text + server).write(to: settings, atomically: true, encoding: .utf8)
    return try ExampleStore(of: centre.path)
  }

  // MARK: What happens

  /// Tells the daemon of so many events, and writes what belongs to them into queue_log.
  func happen(_ count: Int = 1, _ told: (_ microseconds: Int) -> Void = { _ in }) throws {
    var bytes: [UInt8] = []
    for _ in 0..<count {
      let now = Self.microseconds
      let event = traffic.event(at: now)
      told(now)
      bytes += event.bytes
      if let line = event.queueLog { try log.write(line) }
    }
    asterisk.send(bytes: bytes)
  }

  /// Renames queue_log and begins another, as logrotate does; one that was renamed before goes.
  func rotateLog() throws { try log.rotate() }

  /// How many lines were written into queue_log.
  var linesWritten: Int { log.lines }

  /// How many lines of it the daemon has kept.
  func linesKept() throws -> Int {
    var count = 0
    try FloorStore(at: StoreLocation(folder: store.path), .administrator).facts(of: "bench") {
      if case .line = $0 { count += 1 }
    }
    return count
  }

  static var microseconds: Int { Int(Date().timeIntervalSince1970 * 1_000_000) }

  // MARK: What is seen

  /// What somebody is told who asks once.
  func look(_ part: String = "queues") throws -> FloorReport? {
    let socket = try ControlSocket(path: control)
    try socket.send(JSONEncoder().encode(Control.Request(part)))
    return try socket.line().flatMap { try JSONDecoder().decode(Reply.self, from: Data($0)).floor }
  }

  private func wait(until isSo: (FloorReport) -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
      if let report = try? look(), isSo(report) { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw BenchFailure("the daemon does not know the floor after 30 s")
  }
}

/// Writes a queue_log.
private final class LogWriter {
  private let path: String
  private var handle: FileHandle
  private(set) var lines = 0

  init(_ path: String) throws {
    self.path = path
    handle = try Self.open(path)
  }

  private static func open(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(filePath: path))
    return try FileHandle(forWritingTo: URL(filePath: path))
  }

  func write(_ line: String) throws {
    try handle.write(contentsOf: Data((line + "\n").utf8))
    lines += 1
  }

  func rotate() throws {
    try handle.close()
    try? FileManager.default.removeItem(atPath: path + ".1")
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    handle = try Self.open(path)
  }
}
