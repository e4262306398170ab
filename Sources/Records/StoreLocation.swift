import Glibc

/// Where the store is.
public struct StoreLocation: Equatable, Sendable {
  /// The folder.
  public var folder: String

  /// The file in it.
  public var file: String { folder + "/switchboard.sqlite" }

  /// The file of the floor beside it: what happens in the queues, which no call reads.
  public var floorFile: String { folder + "/floor.sqlite" }

  /// The store in `folder`.
  public init(folder: String) {
    self.folder = folder
  }

  /// Finds the store as every program of Switchboard does.
  ///
  /// `SWITCHBOARD_STORE` names the folder; else the first line that says anything in `switchboard.store` beside Asterisk's
  /// own configuration (Asterisk tells its AGI programs where that is), so that several Asterisks
  /// side by side need nothing more; else `/var/lib/switchboard`.
  public static func find() -> StoreLocation {
    find { name in getenv(name).map { String(cString: $0) } }
  }

  /// Finds the store by other variables than this process's.
  public static func find(environment: (String) -> String?) -> StoreLocation {
    if let folder = environment("SWITCHBOARD_STORE"), !folder.isEmpty {
      return StoreLocation(folder: folder)
    }
    if let asterisk = environment("AST_CONFIG_DIR"),
      let folder = firstLine(of: asterisk + "/switchboard.store")
    {
      return StoreLocation(folder: folder)
    }
    return StoreLocation(folder: "/var/lib/switchboard")
  }

  private static func firstLine(of path: String) -> String? {
    guard let bytes = try? readFile(path, limit: 4096) else { return nil }
    let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    for line in lines {
      let line = line.drop(while: isBlank)
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let end = line.lastIndex { !isBlank($0) } ?? line.startIndex
      return String(decoding: line[...end], as: UTF8.self)
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
