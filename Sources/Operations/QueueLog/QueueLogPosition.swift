public import Records

/// What a queue_log file is told from others by.
///
/// An inode is given again to another file, and a file that was copied and emptied keeps its own:
/// the first line tells them apart.
public struct QueueLogFileID: Hashable, Sendable {
  /// The device that the file was first seen on.
  public var device: UInt64
  /// The inode that it had there.
  public var inode: UInt64
  /// A fingerprint of its first line.
  public var head: UInt64

  /// Describes a file.
  public init(device: UInt64, inode: UInt64, head: UInt64) {
    self.device = device
    self.inode = inode
    self.head = head
  }
}

/// How far a queue_log file was read.
public struct QueueLogPosition: Equatable, Sendable {
  /// The file.
  public var file: QueueLogFileID
  /// The time of its first line.
  public var begun: Timestamp
  /// How many bytes were read: whole lines, before compression.
  public var offset: Int
  /// A fingerprint of the last of these bytes: by it the file is known again under another name, as
  /// a copy, or compressed.
  public var mark: UInt64

  /// Describes a position.
  public init(file: QueueLogFileID, begun: Timestamp, offset: Int, mark: UInt64) {
    self.file = file
    self.begun = begun
    self.offset = offset
    self.mark = mark
  }

  /// How many bytes ``mark`` is made of, at most.
  static let markedBytes = 256
}

/// FNV-1a: quick, and the same in every process.
func fingerprint(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
