import Control
import Database
import Foundation
import Operations
import Programs
import Records
import Testing

/// One daemon leads on a store; whatever happens to it, nothing is written twice and nothing is lost.
@Suite(.timeLimit(.minutes(10))) struct LeadershipTests {
  private let store: ExampleStore
  private var control: String { store.path + "/control.sock" }
  private var log: String { store.path + "/queue_log" }

  init() throws {
    store = try ExampleStore()
  }

  private func leader() throws -> SpawnedDaemon {
    try SpawnedDaemon(on: store, control: control)
  }

  /// One that stands by, and says who leads.
  private func standby() throws -> SpawnedDaemon {
    let daemon = try SpawnedDaemon(on: store, control: control, options: "--standby")
    #expect(daemon.readiness.hasPrefix("switchboardd: stands by: process "))
    return daemon
  }

  /// Waits until one that stood by leads.
  private func leads(_ daemon: SpawnedDaemon) throws {
    #expect(try daemon.process.line()?.contains(" answers agi://127.0.0.1:") == true)
    // Before, one that hangs would be asked.
    try answers(daemon)
  }

  /// Waits until a daemon's own socket is there.
  private func answers(_ daemon: SpawnedDaemon) throws {
    while let line = try daemon.process.errorLine() {
      if line == "switchboardd: answers \(control)" { return }
    }
    Issue.record("it ended, and never answered \(control)")
  }

  // MARK: The second

  @Test func aSecondDaemonIsToldWhoLeads() throws {
    let first = try leader()
    let second = try SpawnedDaemon.asked(
      "--store",
      store.path,
      "--listen",
      "127.0.0.1:0",
      "--control",
      control
    )
    let errors = try second.allErrors()
    #expect(errors.hasPrefix("switchboardd: process \(first.process.pid) on "), "\(errors)")
    #expect(errors.contains("leads on this store since 20"))
    #expect(errors.contains("start this one with --standby"))
    #expect(second.wait().code == 3)
    _ = try look { $0.servers != nil }
  }

  /// What it would write from then on nobody would find.
  @Test(arguments: [true, false])
  func whoseFileIsTakenAwayEndsAndSaysSo(isReplaced: Bool) throws {
    let daemon = try SpawnedDaemon(on: store, control: control, mergesErrors: true)
    let file = store.path + "/floor.sqlite"
    if isReplaced { try FileManager.default.copyItem(atPath: file, toPath: file + ".copy") }
    try FileManager.default.removeItem(atPath: file)
    if isReplaced { try FileManager.default.moveItem(atPath: file + ".copy", toPath: file) }
    let rest = try daemon.process.restOfOutput()
    #expect(rest.contains("floor.sqlite was removed or replaced"), "\(rest)")
    #expect(daemon.process.wait().code == 1)
    _ = try leader()
  }

  @Test func oneThatStandsByTakesOverFromOneThatIsKilled() throws {
    let first = try leader()
    let second = try standby()
    #expect(second.readiness.contains("process \(first.process.pid) on "))
    first.process.signal(SIGKILL)
    first.process.wait()
    try leads(second)
    #expect(try lease().holder.process == Int(second.process.pid))
    // Whoever stands by for that one in turn takes over when it ends well.
    let third = try standby()
    second.process.signal(SIGTERM)
    #expect(second.process.wait().code == 0)
    try leads(third)
    #expect(try lease().term == 3)
    third.process.signal(SIGTERM)
    #expect(third.process.wait().code == 0)
    // The lease was given back, and the socket is gone.
    #expect(try lease().end.microseconds == 0)
    #expect(access(control, F_OK) != 0)
  }

  @Test func oneThatWasKilledBeginsAgainAtOnce() throws {
    for term in 1...3 {
      let daemon = try leader()
      #expect(try lease().term == term)
      daemon.process.signal(SIGKILL)
      daemon.process.wait()
    }
  }

  @Test func oneThatStandsByIsAliveForSystemdAndEndsWhenTold() throws {
    let first = try leader()
    let systemd = try SystemdSocket()
    let second = try SpawnedDaemon(
      on: store,
      control: control,
      options: "--standby",
      environment: ["NOTIFY_SOCKET=\(systemd.path)", "WATCHDOG_USEC=2000000"]
    )
    #expect(systemd.next() == "READY=1")
    #expect(systemd.next() == "WATCHDOG=1")
    first.process.signal(SIGKILL)
    first.process.wait()
    try leads(second)
    // Nothing that it asked before is left open.
    for _ in 1...3 { #expect(systemd.next() == "WATCHDOG=1") }
    second.process.signal(SIGTERM)
    #expect(systemd.nextBut("WATCHDOG=1") == "STOPPING=1")
    #expect(second.process.wait().code == 0)
  }

  // MARK: One that hangs

  @Test func oneThatWakesLateDoesNothingMore() throws {
    try publish(["lab": log])
    try append(1...100)
    let first = try leader()
    try waitUntilKept(100)
    let connection = try ControlSocket(path: control)
    try connection.send(Array(#"{"v":1,"id":1,"do":"queues"}"#.utf8))
    #expect(try connection.line() != nil)
    let second = try standby()
    first.process.signal(SIGSTOP)
    // What it finds when it wakes: lines, and something to do.
    try append(101...200)
    let wish = #"{"v":1,"id":2,"do":"login","with":{"agent":"1001","server":"lab"}}"#
    try connection.send(Array(wish.utf8))
    try leads(second)
    try waitUntilKept(200)
    let before = try rows()
    first.process.signal(SIGCONT)
    // It may end before it answers.
    if let line = try? connection.line() {
      let reply = try JSONDecoder().decode(Reply.self, from: Data(line))
      #expect(reply.ok == false && reply.error?.words.contains("nothing was done") == true)
    }
    #expect(first.process.wait().code == 1)
    #expect(try first.process.allErrors().contains("another daemon took over"))
    #expect(try rows() == before)
    // The new one answers at the socket, which the old one left alone.
    _ = try look { $0.servers?.map(\.node) == ["lab"] }
    try append(201...300)
    try waitUntilKept(300)
    #expect(try lease().holder.process == Int(second.process.pid))
  }

  @Test func thePortOfOneThatHangsIsWaitedFor() throws {
    let first = try leader()
    let second = try SpawnedDaemon(
      on: store,
      control: control,
      port: first.port,
      options: "--standby"
    )
    first.process.signal(SIGSTOP)
    while let line = try second.process.errorLine(), !line.contains("it is tried again") {}
    // What needs no port is done meanwhile.
    try answers(second)
    _ = try look { $0.servers?.isEmpty == true }
    first.process.signal(SIGCONT)
    #expect(try second.process.line()?.contains(" answers agi://127.0.0.1:") == true)
    let peer = LoopbackPeer(port: first.port, asking: "agi-ivr", "main")
    #expect(try peer.line() == "GET FULL VARIABLE ${SWB_REVISION}|${SYSTEMNAME}")
  }

  @Test func aSocketThatAnotherStoresDaemonAnswersIsLeft() throws {
    let first = try leader()
    let other = try ExampleStore()
    let second = try SpawnedDaemon.asked(
      "--store",
      other.path,
      "--listen",
      "127.0.0.1:0",
      "--control",
      control
    )
    #expect(try second.allErrors().contains("is answered by another daemon"))
    #expect(second.wait().code == 1)
    _ = try look { $0.servers != nil }
    withExtendedLifetime(first) {}
  }

  // MARK: What is published meanwhile

  @Test func serversThatComeGoAndChangeAreFollowed() throws {
    let daemon = try leader()
    _ = try look { $0.servers?.isEmpty == true }
    try append(1...10)
    try publish(["lab": log])
    _ = try look { $0.servers?.map(\.node) == ["lab"] }
    try waitUntilKept(10)
    // Another one beside it, of which no log is kept.
    try publish(["lab": log, "mute": nil])
    _ = try look { $0.servers?.map(\.node) == ["lab", "mute"] }
    try append(11...20)
    try waitUntilKept(20)
    // Whose log is elsewhere now.
    let moved = store.path + "/moved_log"
    try append(21...30, to: moved)
    try publish(["lab": moved])
    _ = try look { $0.servers?.map(\.node) == ["lab"] }
    try waitUntilKept(30)
    try append(31...40)
    try publish([:])
    _ = try look { $0.servers?.isEmpty == true }
    #expect(try rows().facts.count == 30)
    withExtendedLifetime(daemon) {}
  }

  // MARK: The logs of the store

  @Test func theStoresLogsStayShort() throws {
    try publish(["lab": log])
    let daemon = try leader()
    var options = Connection.Options.call
    options.longestLog = 0
    options.busyBudget = .seconds(60)
    let file = StoreLocation(folder: store.path).file
    // Whoever writes to the store leaves its log as it is.
    let writer = try Connection(path: file, options)
    for round in 0..<5 {
      for number in 0..<500 {
        try writer.run(
          """
          INSERT INTO list_entry (layer, number, raw, note, author, added)
          VALUES (1000, ?, '', ?, '', 0)
          """,
          [.integer(round * 500 + number), .text(String(repeating: "x", count: 4_000))]
        )
      }
      try append((round * 10_000 + 1)...((round + 1) * 10_000))
      try waitUntilKept((round + 1) * 10_000)
      // So much of it was moved into the file.
      try wait("the log of \(file) is moved") { size(file) > (round + 1) * 500 * 4_000 }
    }
    #expect(size(file + "-wal") < 12_000_000)
    #expect(size(StoreLocation(folder: store.path).floorFile + "-wal") < 8_000_000)
    withExtendedLifetime(daemon) {}
  }
}

// MARK: - Around it

/// What was waited for did not come in 40 seconds.
private struct Late: Error {
  let what: String
}

extension LeadershipTests {
  /// What is written in the floor's file.
  private struct Rows: Equatable {
    var facts: [String] = []
    var deeds: [Deed] = []
    var attempts: [Attempt] = []
  }

  private func floor() throws -> FloorStore {
    try FloorStore(at: StoreLocation(folder: store.path), .administrator)
  }

  private func lease() throws -> Lease { try #require(try floor().lease()) }

  private func rows() throws -> Rows {
    let floor = try floor()
    var rows = Rows(deeds: try floor.deeds(limit: 100), attempts: try floor.attempts(limit: 100))
    try floor.facts(of: "lab") { fact in
      if case .line(let line) = fact { rows.facts.append(line.description) }
    }
    return rows
  }

  private func append(_ numbers: ClosedRange<Int>, to path: String? = nil) throws {
    let path = path ?? log
    if access(path, F_OK) != 0 { try Data().write(to: URL(filePath: path)) }
    let lines = numbers.map { "\(1_795_300_000 + $0)|lab-\($0)|sales|NONE|ENTERQUEUE||1380013|1\n" }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(lines.joined().utf8))
    try file.close()
  }

  private func waitUntilKept(_ count: Int) throws {
    let floor = try floor()
    try wait("\(count) lines are kept") {
      var kept = 0
      try floor.facts(of: "lab") { fact in
        if case .line = fact { kept += 1 }
      }
      return kept >= count
    }
  }

  /// Publishes which Asterisks there are, and where their logs; none of them answers.
  private func publish(_ servers: [String: String?]) throws {
    let folder = store.path + "/yaml"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "default: {to: hangup}\n".write(
      toFile: folder + "/routing.yaml",
      atomically: true,
      encoding: .utf8
    )
    var text = "zone: Asia/Shanghai\nlanguages: [zh, en]\n"
    if !servers.isEmpty { text += "servers:\n" }
    for (place, (name, log)) in servers.sorted(by: { $0.key < $1.key }).enumerated() {
      text += "  \(name):\n    manager: 127.0.0.1:\(1 + place)\n    secrets: /nowhere/secrets\n"
      if let log { text += "    queue_log: \(log)\n" }
    }
    try text.write(toFile: folder + "/switchboard.yaml", atomically: true, encoding: .utf8)
    try store.tool(["apply", folder])
  }

  /// What the daemon shows, once it is so.
  @discardableResult
  private func look(until isIt: (FloorReport) -> Bool) throws -> FloorReport {
    var seen: FloorReport?
    try wait("the floor is so") {
      guard let socket = try? ControlSocket(path: control) else { return false }
      try socket.send(Array(#"{"v":1,"id":1,"do":"queues"}"#.utf8))
      guard let line = try socket.line() else { return false }
      seen = try JSONDecoder().decode(Reply.self, from: Data(line)).floor
      return seen.map(isIt) ?? false
    }
    return try #require(seen)
  }

  private func wait(_ what: String, until isIt: () throws -> Bool) throws {
    let end = ContinuousClock.now + .seconds(40)
    while try !isIt() {
      guard ContinuousClock.now < end else {
        throw Late(what: what)
      }
      usleep(20_000)
    }
  }

  private func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }
}
