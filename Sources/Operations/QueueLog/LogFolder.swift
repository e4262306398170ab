import Glibc
import Records

/// A queue_log as it lies in its folder at this moment.
struct LogFile: Equatable {
  var path: String
  var device: UInt64
  var inode: UInt64
  /// A fingerprint of the first line.
  var head: UInt64
  /// The time of the first line that has one.
  var begun: Timestamp
  /// Nanoseconds: of two that began in one second the one that ended first is the older.
  var modified: Int
  /// Whether Asterisk writes to a file of this name.
  var isLive: Bool

  var id: QueueLogFileID { QueueLogFileID(device: device, inode: inode, head: head) }
}

/// The folder in which Asterisk writes its queue_log, and in which old ones stay.
struct LogFolder {
  let path: String

  private var folder: String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }

  private var name: Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }

  /// The device, the inode and the size of what Asterisk writes to; `nil` when it is not there, or no file.
  func live() throws(QueueLogError) -> (device: UInt64, inode: UInt64, size: Int)? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw QueueLogError(errno, path: path) }
      return nil
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
  }

  /// Whether Asterisk has written to what is in its place, as far as can be told.
  func isWrittenByAsterisk() throws(QueueLogError) -> Bool {
    try look(at: path, isLive: true) != nil
  }

  /// Every queue_log that has a line: Asterisk's, and those beside it whose names begin alike.
  ///
  /// - Parameter ignored: Gets the names of files that are no queue_log, or cannot be read.
  /// - Returns: The files, in the order of their names.
  /// - Throws: ``QueueLogError`` when Asterisk's own cannot be read.
  func files(ignored: inout [String]) throws(QueueLogError) -> [LogFile] {
    var files: [LogFile] = []
    for name in names() {
      let isLive = name == self.name
      do {
        if let file = try look(at: folder + name, isLive: isLive) {
          files.append(file)
        } else if !isLive {
          ignored.append(name)
        }
      } catch {
        // What Asterisk writes must be readable; what lies about need not.
        if isLive { throw error }
        ignored.append(name)
      }
    }
    return files
  }

  /// `nil` when it is no queue_log, or has no whole line yet.
  private func look(at path: String, isLive: Bool) throws(QueueLogError) -> LogFile? {
    let reader = try LogReader(path)
    let beginning = try reader.read(at: 0, QueueLogEntry.longestLine)
    let isCut = beginning.count < QueueLogEntry.longestLine
    guard
      let end = beginning.firstIndex(of: UInt8(ascii: "\n")) ?? (isCut ? nil : beginning.endIndex)
    else { return nil }
    let lines = beginning.split(separator: UInt8(ascii: "\n"))
    let times = lines.lazy.compactMap { line -> Timestamp? in
      guard case .line(let line) = QueueLogEntry(parsing: line) else { return nil }
      return line.at
    }
    // What Asterisk writes to is its log, whatever else stands in it; others put a line there at most.
    let written = Timestamp(microseconds: reader.modified / 1_000)
    guard let begun = times.first ?? (isLive && !isCut ? written : nil) else { return nil }
    return LogFile(
      path: path,
      device: reader.device,
      inode: reader.inode,
      head: fingerprint(beginning[..<end]),
      begun: begun,
      modified: reader.modified,
      isLive: isLive
    )
  }

  private func names() -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(self.name) else { continue }
      let next = name.dropFirst(self.name.count).first
      if next == nil || next == "." || next == "-" { names.append(name) }
    }
    return names.sorted()
  }
}
