import CZlib
import Glibc

/// Why a queue_log cannot be read.
public struct QueueLogError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's number of what went wrong.
  public var systemError: Int32
  /// The file.
  public var path: String

  init(_ systemError: Int32, path: String) {
    self.systemError = systemError
    self.path = path
  }

  /// One line for a log.
  public var description: String {
    // What the system says when it is asked to read a folder, say, names no cause.
    let reason =
      systemError == EINVAL ? "it is no ordinary file" : String(cString: strerror(systemError))
    let cause = "cannot read \(path): \(reason)"
    guard systemError == EACCES else { return cause }
    return cause + ": is this user in the group that Asterisk writes its logs for?"
  }
}

/// An open queue_log, plain or compressed by gzip.
///
/// Places in it are those before compression.
final class LogReader {
  let path: String
  let device: UInt64
  let inode: UInt64
  /// Nanoseconds.
  let modified: Int
  private let descriptor: Int32
  private let compressed: gzFile?
  /// Whether it was found to end in the middle, or to be broken there.
  private(set) var isDamaged = false

  init(_ path: String) throws(QueueLogError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw QueueLogError(errno, path: path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw QueueLogError(EINVAL, path: path)
    }
    self.path = path
    self.descriptor = descriptor
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    var magic: [UInt8] = [0, 0]
    let isCompressed = pread(descriptor, &magic, 2, 0) == 2 && magic == [0x1F, 0x8B]
    // zlib closes what it was given.
    compressed = isCompressed ? gzdopen(dup(descriptor), "rb") : nil
  }

  deinit {
    if let compressed { gzclose(compressed) }
    close(descriptor)
  }

  /// Whether it is compressed, so that nobody writes to it any more.
  var isCompressed: Bool { compressed != nil }

  /// How large the file is now; `nil` where only reading it would tell.
  var size: Int? {
    var status = stat()
    return compressed == nil && fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Reads so many bytes at a place, or as many as there are.
  func read(at offset: Int, _ count: Int) throws(QueueLogError) -> [UInt8] {
    if let compressed { return inflate(compressed, at: offset, count) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      while filled < count {
        let read = pread(descriptor, start + filled, count - filled, offset + filled)
        if read < 0 && errno == EINTR { continue }
        if read < 0 { failure = errno }
        guard read > 0 else { return }
        filled += read
      }
    }
    guard failure == 0 else { throw QueueLogError(failure, path: path) }
    return bytes
  }

  /// A damaged or unfinished one ends where the damage begins.
  private func inflate(_ file: gzFile, at offset: Int, _ count: Int) -> [UInt8] {
    guard gztell(file) == offset || gzseek(file, offset, SEEK_SET) == offset else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      while filled < count {
        let read = gzread(file, start + filled, UInt32(count - filled))
        guard read > 0 else {
          var code: Int32 = 0
          gzerror(file, &code)
          if code != Z_OK, code != Z_STREAM_END { isDamaged = true }
          return
        }
        filled += Int(read)
      }
    }
  }
}

extension LogReader {
  /// Whether this file was read to that position, whatever its name is now.
  func holds(_ position: QueueLogPosition) throws(QueueLogError) -> Bool {
    try lastBytes(before: position.offset).map(fingerprint) == position.mark
  }

  /// How many bytes it has before compression.
  func length() throws(QueueLogError) -> Int {
    if let size { return size }
    var length = 0
    while true {
      let count = try read(at: length, 1 << 18).count
      guard count > 0 else { return length }
      length += count
    }
  }

  /// The bytes that a position's mark is made of; `nil` when the file is shorter.
  func lastBytes(before offset: Int) throws(QueueLogError) -> [UInt8]? {
    let count = min(offset, QueueLogPosition.markedBytes)
    let bytes = try read(at: offset - count, count)
    return bytes.count == count ? bytes : nil
  }
}
