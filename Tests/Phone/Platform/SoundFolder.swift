import Glibc

/// Reads sound files.
enum SoundFolder {
  /// The paths of the `.ulaw` files below a folder, relative to it.
  ///
  /// Follows links.
  static func files(below folder: String) throws -> [String] {
    var files: [String] = []
    for name in try names(in: folder) {
      let path = "\(folder)/\(name)"
      var information = stat()
      guard stat(path, &information) == 0 else { continue }
      if information.st_mode & S_IFMT == S_IFDIR {
        files += try self.files(below: path).map { "\(name)/\($0)" }
      } else if name.hasSuffix(".ulaw") {
        files.append(name)
      }
    }
    return files
  }

  static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw PhoneError(systemCall: "open \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  private static func names(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else { throw PhoneError(systemCall: "open \(folder)") }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}

extension Sound {
  /// The bytes of a `.ulaw` file, once.
  public static func file(_ path: String) throws -> Sound {
    .speech(try SoundFolder.bytes(of: path))
  }
}
