import Database
import Foundation
import Programs
import Scratch
import Testing

/// The daemon whose store it may not write, or whose disk is full.
@Suite(.timeLimit(.minutes(10))) struct DaemonStoreTests {
  /// What somebody else may do with the folder, the store's file and the floor's.
  static let rights: [[mode_t]] = [
    [0o000, 0o660, 0o660], [0o555, 0o444, 0o444], [0o777, 0o666, 0o444],
  ]

  /// To root all is writable, so root's tests start it as nobody.
  @Test(
    .enabled(if: geteuid() != 0 || access("/usr/bin/setpriv", X_OK) == 0, "there is no setpriv"),
    arguments: rights
  )
  func aStoreOfSomebodyElsesIsToldWithWhatToDo(rights: [mode_t]) throws {
    let store = try ExampleStore()
    let floor = try SpawnedDaemon(on: store)
    floor.process.signal(SIGTERM)
    #expect(floor.process.wait().code == 0)
    // Somebody else may not go where the programs are.
    let scratch = try Scratch()
    let program = scratch.folder + "/switchboardd"
    try FileManager.default.copyItem(atPath: releaseProgram("switchboardd"), toPath: program)
    chmod(scratch.folder, 0o755)
    let paths = [store.path] + ["switchboard", "floor"].map { "\(store.path)/\($0).sqlite" }
    for (path, right) in zip(paths, rights).reversed() { #expect(chmod(path, right) == 0) }
    defer { chmod(store.path, 0o770) }
    let start = [program, "--listen", "127.0.0.1:0", "--control", "", "--store", store.path]
    let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
    let outcome = try SpawnedProgram.run(geteuid() == 0 ? nobody + start : start)
    #expect(outcome.code == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains(" may not write the store in \(store.path), which is of the "))
    #expect(outcome.errors.contains(": run it as "))
  }

  /// A disk that is full holds up the history, not the calls; nothing of it is lost.
  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func aFullDiskIsToldAndLosesNoLine() throws {
    let scratch = try Scratch()
    let log = scratch.folder + "/queue_log"
    try scratch.write(line(1), to: "queue_log")
    let store = try ExampleStore(of: centre(in: scratch, following: log))
    let disk = try SmallDisk(over: store.path, size: "32m")
    defer { disk.remove() }
    let control = scratch.folder + "/control.sock"
    let daemon = try SpawnedDaemon(on: store, control: control, mergesErrors: true)
    _ = try #require(try words(of: daemon, with: "\(log) is kept, 1 lines"))
    try disk.fill()
    try append(line(2) + line(3), to: log)
    let told = try #require(try words(of: daemon, with: "error: floor.sqlite: full: "))
    #expect(told.contains("less than 8 MiB are free on the disk of \(store.path)"))
    #expect(told.contains("the history stops here, and goes on by itself"))
    // Calls and the board go on.
    let peer = LoopbackPeer(port: daemon.port, asking: "agi-ivr", "main")
    #expect(try peer.answer("200 result=1 (1|centre)")?.contains("SWB_REVISION") == true)
    peer.leave()
    let asked = [try releaseProgram("switchboard"), "queues", "--json", "--control", control]
    let queues = try SpawnedProgram.run(asked)
    #expect(queues.code == 0 && queues.output.contains("lab"), "\(queues)")
    unlink(store.path + "/filling")
    _ = try #require(try words(of: daemon, with: "the history goes on where it stopped"))
    daemon.process.signal(SIGTERM)
    #expect(daemon.process.wait().code == 0)
    let floor = try Connection(path: store.path + "/floor.sqlite", .administrator)
    #expect(try floor.first("SELECT count(*) FROM fact") { $0.integer(0) } == 3)
  }

  private func line(_ number: Int) -> String {
    "\(1_795_300_000 + number)|lab-\(number)|sales|NONE|ENTERQUEUE||1380013|1\n"
  }

  /// The example, with an Asterisk that cannot be reached, and its log.
  private func centre(in scratch: Scratch, following log: String) throws -> String {
    let folder = scratch.folder + "/yaml"
    try FileManager.default.copyItem(atPath: ExampleStore.example, toPath: folder)
    let servers = """

      servers:
        lab:
          manager: 127.0.0.1:1
          secrets: \(scratch.folder)/none.conf
          queue_log: \(log)

      """
    try append(servers, to: folder + "/switchboard.yaml")
    return folder
  }

  private func append(_ text: String, to path: String) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  /// The next line of the daemon's that holds these words; `nil` when it ended before.
  private func words(of daemon: SpawnedDaemon, with words: String) throws -> String? {
    while let line = try daemon.process.line() {
      if line.contains(words) { return line }
    }
    return nil
  }
}
