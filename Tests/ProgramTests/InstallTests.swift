import Foundation
import Programs
import Testing

/// `scripts/install` and `scripts/uninstall`, in a folder that stands for `/`.
@Suite(.timeLimit(.minutes(5))) struct InstallTests {
  private static let etc = "/etc/asterisk/switchboard"
  private static let unit = "/etc/systemd/system/switchboardd.service"

  @Test func whatWasEditedStaysAndTheRestComesAndGoes() throws {
    let root = try Root()
    let first = try root.install()
    #expect(first.output.contains("systemctl enable --now switchboardd"))
    let files = root.files()
    for name in ["agi-route", "agi-switch"] {
      #expect(root.mode("/usr/share/asterisk/agi-bin/\(name)") == 0o755)
    }
    #expect(root.mode("/usr/local/bin/switchboardd") == 0o755)
    #expect(root.mode("/var/lib/switchboard") == 0o2770)
    #expect(root.mode(Self.etc + "/manager-secrets.conf") == 0o640)
    #expect(files.contains("/usr/share/asterisk/sounds/zh/switchboard/welcome.ulaw"))
    let secrets = try root.read(Self.etc + "/manager-secrets.conf")

    // Again: nothing else than before.
    _ = try root.install()
    #expect(root.files() == files)

    for path in [Self.etc + "/queues.conf", Self.unit] { try root.add("; mine\n", to: path) }
    let again = try root.install()
    for path in [Self.etc + "/queues.conf", Self.unit] {
      #expect(again.words.contains("\(path) was edited, and stays; the new one is \(path).new"))
      #expect(try root.read(path).hasSuffix("; mine\n"))
      #expect(try !root.read(path + ".new").contains("; mine"))
    }
    #expect(try root.read(Self.etc + "/manager-secrets.conf") == secrets)
    #expect(root.files().count == files.count + 2)

    try root.add("rows", to: "/var/lib/switchboard/switchboard.sqlite")
    try root.add("recorded", to: "/usr/share/asterisk/sounds/en/switchboard/welcome.ulaw")
    let gone = try root.uninstall()
    #expect(gone.words.contains("the store stays: /var/lib/switchboard"))
    #expect(
      root.files()
        == [
          Self.etc + "/queues.conf", Self.unit,
          "/usr/share/asterisk/sounds/en/switchboard/welcome.ulaw",
          "/var/lib/switchboard/switchboard.sqlite",
        ].sorted()
    )
  }

  @Test func asteriskIsNotLeftWithIncludesOfNothing() throws {
    let root = try Root()
    _ = try root.install()
    let files = root.files()
    try root.add("#include switchboard/queues.conf\n", to: "/etc/asterisk/queues.conf")
    let refused = try root.run("uninstall", [])
    #expect(refused.code == 1)
    #expect(refused.words.contains("take the lines \"#include switchboard/...\" out"))
    #expect(root.files().count == files.count + 1)
    try FileManager.default.removeItem(atPath: root.folder + "/etc/asterisk/queues.conf")
    try root.add("rows", to: "/var/lib/switchboard/switchboard.sqlite")
    _ = try root.uninstall("--purge")
    #expect(root.files().isEmpty)
  }

  /// Asterisk is in one group alone when it was started with `-G`, so the daemon is in that one.
  @Test func theDaemonIsInAsterisksGroup() throws {
    let root = try Root()
    _ = try root.install()
    #expect(try root.read(Self.unit).contains("\nGroup=asterisk\n"))
    try root.add(
      "[options]\n;rungroup = other\nrungroup = telephony ; ours\n",
      to: "/etc/asterisk/asterisk.conf"
    )
    _ = try root.install("--user", "pbx")
    #expect(try root.read(Self.unit).contains("\nGroup=telephony\n"))
    _ = try root.install("--group", "voice")
    #expect(try root.read(Self.unit).contains("\nGroup=voice\n"))
  }

  @Test func systemdFindsNoFaultWithTheUnit() throws {
    let analyze = "/usr/bin/systemd-analyze"
    guard FileManager.default.isExecutableFile(atPath: analyze) else { return }
    let root = try Root()
    _ = try root.install("--bin", "/bin", "--store", "/srv/centre")
    #expect(try root.read(Self.unit).contains("ReadWritePaths=/srv/centre\n"))
    #expect(try root.read("/etc/asterisk/switchboard.store") == "/srv/centre\n")
    // Its program must be there.
    let unit = root.folder + "/switchboardd.service"
    try root.read(Self.unit).replacing("/bin/switchboardd", with: "/bin/true")
      .write(toFile: unit, atomically: true, encoding: .utf8)
    let process = try SpawnedProgram(analyze, ["verify", unit])
    process.closeInput()
    #expect(try process.allErrors() == "")
    #expect(process.wait().code == 0)
  }
}

/// A folder that stands for `/`; it goes away with this.
private final class Root {
  let folder: String

  struct Outcome {
    var output: String
    /// What it said beside it.
    var words: String
    var code: Int32?
  }

  init() throws {
    folder = NSTemporaryDirectory() + "switchboard-root-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func install(_ options: String...) throws -> Outcome { try good("install", options) }

  func uninstall(_ options: String...) throws -> Outcome { try good("uninstall", options) }

  private func good(_ script: String, _ options: [String]) throws -> Outcome {
    let outcome = try run(script, options)
    #expect(outcome.code == 0, "\(outcome.words)")
    return outcome
  }

  func run(_ script: String, _ options: [String] = []) throws -> Outcome {
    let programs = try #require(ProcessInfo.processInfo.environment["SWITCHBOARD_PROGRAMS"])
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    // What it prints goes into a file, so that one pipe is all that is read.
    let output = folder + ".out"
    defer { try? FileManager.default.removeItem(atPath: output) }
    let process = try SpawnedProgram(
      "/bin/sh",
      ["-c", "exec \"$@\" >\(output)", "sh", "\(projectFolder)/scripts/\(script)"] + options,
      environment: ["PATH=\(path)", "DESTDIR=\(folder)", "SWITCHBOARD_BUILT=\(programs)"]
    )
    process.closeInput()
    let words = try process.allErrors(patience: 4 * SpawnedProgram.patience)
    let code = process.wait().code
    return Outcome(
      output: try String(contentsOfFile: output, encoding: .utf8),
      words: words,
      code: code
    )
  }

  /// All files, as they would be below `/`.
  func files() -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return all.filter { path in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(
        atPath: "\(folder)/\(path)",
        isDirectory: &isFolder
      )
      return isThere && !isFolder.boolValue
    }.map { "/" + $0 }.sorted()
  }

  func mode(_ path: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: folder + path)[.posixPermissions] as? Int
  }

  func read(_ path: String) throws -> String {
    try String(contentsOfFile: folder + path, encoding: .utf8)
  }

  func add(_ text: String, to path: String) throws {
    let before = FileManager.default.contents(atPath: folder + path) ?? Data()
    try (before + Data(text.utf8)).write(to: URL(filePath: folder + path))
  }
}
