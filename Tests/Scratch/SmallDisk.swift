import Foundation
import Programs

/// A file system of its own over a folder, which a test may fill or make read-only.
///
/// The folder's files are on it, and nothing else is: `-wal` and `-shm` are left out. Only root may
/// mount.
public final class SmallDisk {
  private let folder: String

  /// Whether this machine lets tests have one.
  public static let isPossible: Bool = {
    guard geteuid() == 0, let scratch = try? Scratch() else { return false }
    guard let disk = try? SmallDisk(over: scratch.folder) else { return false }
    disk.remove()
    return true
  }()

  public init(over folder: String, size: String = "512k") throws {
    self.folder = folder
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
      .map { (folder + "/" + $0, try Data(contentsOf: URL(filePath: folder + "/" + $0))) }
    try Self.run("mount", "-t", "tmpfs", "-o", "size=\(size),mode=755", "tmpfs", folder)
    for (path, bytes) in files { try bytes.write(to: URL(filePath: path)) }
  }

  /// Gives the folder back.
  public func remove() {
    try? Self.run("umount", "--lazy", folder)
  }

  /// Leaves no room for another byte.
  public func fill() throws {
    let file = open(folder + "/filling", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(file) }
    let block = [UInt8](repeating: 0, count: 4_096)
    while write(file, block, block.count) > 0 {}
    guard errno == ENOSPC else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Takes no more changes from now on.
  public func makeReadOnly() throws {
    try Self.run("mount", "-o", "remount,ro", folder)
  }

  private static func run(_ words: String...) throws {
    let outcome = try SpawnedProgram.run(words)
    guard outcome.code == 0 else { throw CocoaError(.executableLoad) }
  }
}
