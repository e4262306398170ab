import Foundation
import Operations
import Programs
import Scratch

/// A queue_log in a folder of its own, written as Asterisk does, and rotated in every way.
final class LogOnDisk {
  let scratch: Scratch
  /// Every line that was written, in order.
  private(set) var written: [String] = []
  private var clock = 1_795_300_000
  private var handle: FileHandle?

  var folder: String { scratch.folder }
  var path: String { folder + "/queue_log" }

  init() throws {
    scratch = try Scratch()
  }

  /// Opens the log as Asterisk does when it starts, or is told to.
  func open() throws {
    try handle?.close()
    if !FileManager.default.fileExists(atPath: path) {
      try Data().write(to: URL(filePath: path))
    }
    let descriptor = Glibc.open(path, O_WRONLY | O_APPEND)
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Writes so many lines, a second apart.
  func write(_ count: Int) throws {
    for _ in 0..<count {
      clock += 1
      let line = "\(clock)|lab-\(clock).\(written.count)|sales|NONE|ENTERQUEUE||1380013|1"
      try append(line + "\n")
      written.append(line)
    }
  }

  func append(_ text: String) throws {
    try handle?.write(contentsOf: Data(text.utf8))
  }

  func rename(_ from: String = "queue_log", to name: String) throws {
    try FileManager.default.moveItem(atPath: folder + "/" + from, toPath: folder + "/" + name)
  }

  func copy(to name: String) throws {
    try FileManager.default.copyItem(atPath: path, toPath: folder + "/" + name)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: folder + "/" + name)
  }

  func truncate() {
    Glibc.truncate(path, 0)
  }

  func compress(_ name: String) throws {
    try Self.run("gzip", folder + "/" + name)
  }

  static func run(_ arguments: String...) throws {
    guard try SpawnedProgram.run(arguments).code == 0 else { throw Surprise("\(arguments) failed") }
  }
}

extension QueueLogFollower {
  /// All batches that there are now.
  func all() throws -> [QueueLogBatch] {
    var batches: [QueueLogBatch] = []
    while let batch = try next() { batches.append(batch) }
    return batches
  }

  /// All lines that there are now, as Asterisk wrote them.
  func lines() throws -> [String] { try all().flatMap(\.lines) }
}

extension QueueLogBatch {
  var lines: [String] {
    entries.map { entry in
      switch entry.content {
      case .line(let line): line.description
      case .malformed(let line): "\(line.reason): \(line.text)"
      }
    }
  }
}
