import Database
import Foundation
import Laboratory
import Testing

/// What may be wrong with the store, made and mended.
struct StoreTrouble: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// The error's code.
  var code: String
  /// Makes it; what it returns mends it.
  private let make: @Sendable (Centre) throws -> () throws -> Void

  private init(
    _ description: String,
    code: String,
    make: @escaping @Sendable (Centre) throws -> () throws -> Void
  ) {
    testDescription = description
    self.code = code
    self.make = make
  }

  /// Runs `body` while the store is in this trouble.
  func `while`(in centre: Centre, _ body: () throws -> Void) throws {
    let mend = try make(centre)
    let outcome = Result { try body() }
    try mend()
    try outcome.get()
  }

  static let thatHidesTheConfiguration =
    [missing, held, garbage, newer, empty]
  static let thatKeepsNothing = [locked] + fullIfPossible + readOnlyIfPossible

  static let missing = StoreTrouble("missing", code: "missing") { centre in
    try replaced(in: centre) { _ in }
  }

  static let garbage = StoreTrouble("garbage", code: "corrupt") { centre in
    try replaced(in: centre) { file in
      try Data(repeating: 0x5A, count: 8_192).write(to: URL(filePath: file))
    }
  }

  static let empty = StoreTrouble("empty", code: "schema") { centre in
    try replaced(in: centre) { try Data().write(to: URL(filePath: $0)) }
  }

  /// Nobody else can even read.
  static let held = StoreTrouble("held", code: "busy") { centre in
    let connection = try Connection(path: file(of: centre), .administrator)
    try connection.first("PRAGMA locking_mode = EXCLUSIVE") { _ in }
    try connection.run("BEGIN IMMEDIATE")
    return { withExtendedLifetime(connection) {} }
  }

  /// Nobody else can write.
  static let locked = StoreTrouble("locked", code: "busy") { centre in
    let connection = try Connection(path: file(of: centre), .administrator)
    try connection.run("BEGIN IMMEDIATE")
    return { try connection.run("ROLLBACK") }
  }

  static let newer = StoreTrouble("newer than the program", code: "schema") { centre in
    let connection = try Connection(path: file(of: centre), .administrator)
    try connection.run(
      "INSERT INTO migration (number, name, serves, applied) VALUES (999, 'later', 999000000, 0)"
    )
    return { try connection.run("DELETE FROM migration WHERE number = 999") }
  }

  private static func file(of centre: Centre) -> String {
    centre.laboratory.store + "/switchboard.sqlite"
  }

  /// Puts something else where the store was.
  private static func replaced(
    in centre: Centre,
    by make: (String) throws -> Void
  ) throws -> () throws -> Void {
    let folder = centre.laboratory.store
    let aside = folder + "-aside"
    let files = FileManager.default
    try files.moveItem(atPath: folder, toPath: aside)
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try make(file(of: centre))
    return {
      try files.removeItem(atPath: folder)
      try files.moveItem(atPath: aside, toPath: folder)
    }
  }
}

// MARK: - What needs the machine's help

extension StoreTrouble {
  /// A disk without room: SQLite's log of changes is `/dev/full`.
  private static let full = StoreTrouble("full", code: "full") { centre in
    let log = file(of: centre) + "-wal"
    try Connection(path: file(of: centre), .administrator).first("PRAGMA wal_checkpoint(TRUNCATE)")
    {
      _ in
    }
    unlink(log)
    guard makeFull(log) else { throw Surprise("cannot make \(log) full") }
    return { unlink(log) }
  }

  private static let fullIfPossible: [StoreTrouble] = {
    let probe = FileManager.default.temporaryDirectory.path + "/switchboard-full-\(getpid())"
    defer { unlink(probe) }
    guard makeFull(probe) else {
      print("NOT TESTED: a full disk, because this machine gives us none")
      return []
    }
    return [full]
  }()

  /// Makes a file that takes no byte: for root a device of its own, since SQLite changes the rights
  /// of what it opens.
  private static func makeFull(_ path: String) -> Bool {
    guard geteuid() == 0 else { return symlink("/dev/full", path) == 0 }
    guard mknod(path, S_IFCHR | 0o666, 0x0107) == 0 else { return false }
    let device = open(path, O_WRONLY)
    defer { close(device) }
    var byte: UInt8 = 0
    return device >= 0 && write(device, &byte, 1) < 0 && errno == ENOSPC
  }

  /// A store that the programs may read and not write.
  ///
  /// To root all is writable: there the programs are started as nobody.
  private static let readOnly = StoreTrouble("read-only", code: "readonly") { centre in
    let folder = centre.laboratory.store
    let file = file(of: centre)
    // Who may read the file alone knows nothing of what is still in the log.
    try Connection(path: file, .administrator).first("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
    chmod(folder, 0o555)
    chmod(file, 0o444)
    let mend = { _ = (chmod(folder, 0o770), chmod(file, 0o660)) }
    guard geteuid() == 0 else { return mend }
    chmod((folder as NSString).deletingLastPathComponent, 0o755)
    let copies = FileManager.default.temporaryDirectory.path + "/switchboard-nobody-\(getpid())"
    let programs = ["agi-route", "agi-ivr", "agi-survey", "agi-callback"]
    try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
    // Nobody may not go where the programs are. Who starts one copies it: were it written by this
    // process, each program that starts meanwhile would keep it from being run.
    for program in programs {
      try centre.laboratory.install(
        script: """
          #!/bin/sh
          copy='\(copies)/\(program)'-$$
          cp '\(Laboratory.programs)/\(program)' "$copy" || exit
          exec setpriv --reuid=65534 --regid=65534 --clear-groups -- "$copy" "$@"
          """,
        as: program
      )
    }
    return {
      mend()
      try FileManager.default.removeItem(atPath: copies)
      for program in programs {
        try centre.laboratory.install("\(Laboratory.programs)/\(program)", as: program)
      }
    }
  }

  private static let readOnlyIfPossible: [StoreTrouble] = {
    guard geteuid() == 0, access("/usr/bin/setpriv", X_OK) != 0 else { return [readOnly] }
    print("NOT TESTED: a read-only store, because root writes everywhere and there is no setpriv")
    return []
  }()
}
