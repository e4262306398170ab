public import Database
import Foundation
public import Records
import Schema

/// A folder for one test, with a store in it when asked; it goes when the test ends.
public final class Scratch {
  public let folder: String

  public init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "switchboard-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  public var location: StoreLocation { StoreLocation(folder: folder + "/store") }

  /// Makes and migrates the store.
  @discardableResult
  public func migratedStore() throws -> Store {
    try StoreFiles.create(folder: location.folder, file: location.file)
    let connection = try Connection(path: location.file, .administrator)
    try Schema.migrate(connection)
    return try Store(connection)
  }

  /// Makes and migrates the floor's file beside the store; a way to it.
  @discardableResult
  public func migratedFloor() throws -> Connection {
    try StoreFiles.create(folder: location.folder, file: location.floorFile)
    let connection = try Connection(path: location.floorFile, .administrator)
    try Schema.migrate(connection, to: Schema.floor)
    return connection
  }

  /// A second way to the same file.
  public func connection(_ options: Connection.Options = .administrator) throws -> Connection {
    try Connection(path: location.file, options)
  }

  public func write(_ text: String, to name: String) throws {
    let path = folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: URL(filePath: path))
  }
}
