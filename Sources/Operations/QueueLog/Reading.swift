import Glibc
import Records

/// A file that is being read.
struct Reading {
  /// How many bytes are read in one go: their lines fill a transaction of a few milliseconds.
  static let chunk = 65_536

  enum Progress {
    /// Bytes came; perhaps no line is over yet.
    case entries([QueueLogBatch.Entry])
    /// There are no more bytes at this moment.
    case end
    /// What was read is no longer in the file.
    case changed
  }

  let reader: LogReader
  let id: QueueLogFileID
  let begun: Timestamp
  let followsGap: Bool
  var cutter: LineCutter
  /// How far its lines were handed out.
  var taken: Int
  /// Whether nothing more can come.
  var isFinal = false

  /// Begins with a file.
  init(_ file: LogFile, id: QueueLogFileID, followsGap: Bool) throws(QueueLogError) {
    reader = try Self.open(file)
    self.id = id
    begun = file.begun
    self.followsGap = followsGap
    cutter = LineCutter()
    taken = 0
  }

  /// Goes on with a file.
  init(_ file: LogFile, from position: QueueLogPosition) throws(QueueLogError) {
    reader = try Self.open(file)
    id = position.file
    begun = position.begun
    followsGap = false
    let recent = try reader.lastBytes(before: position.offset) ?? []
    cutter = LineCutter(offset: position.offset, recent: recent)
    taken = position.offset
  }

  /// Another file may have got its name since it was looked at.
  private static func open(_ file: LogFile) throws(QueueLogError) -> LogReader {
    let reader = try LogReader(file.path)
    guard reader.device == file.device, reader.inode == file.inode else {
      throw QueueLogError(ESTALE, path: file.path)
    }
    return reader
  }

  var position: QueueLogPosition {
    QueueLogPosition(file: id, begun: begun, offset: cutter.offset, mark: cutter.mark)
  }

  /// Reads on.
  mutating func read() throws(QueueLogError) -> Progress {
    let end = cutter.end
    if let size = reader.size {
      guard size >= end else { return .changed }
      if size == end { return .end }
    }
    // What is compressed stays as it is, and cannot be read backwards.
    let before = reader.isCompressed ? [] : cutter.lastBytes
    let bytes = try reader.read(at: end - before.count, before.count + Self.chunk)
    guard bytes.starts(with: before) else { return .changed }
    guard bytes.count > before.count else { return .end }
    return .entries(cutter.add(Array(bytes.dropFirst(before.count))))
  }
}
