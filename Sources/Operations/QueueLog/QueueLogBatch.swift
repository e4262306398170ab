/// What was read of one queue_log file in one go, to be kept in one transaction.
public struct QueueLogBatch: Equatable, Sendable {
  /// What stands at one place of the file.
  public struct Entry: Equatable, Sendable {
    /// Where it begins, in bytes, before compression.
    public var offset: Int
    /// What stands there.
    public var content: QueueLogEntry

    /// Describes an entry.
    public init(offset: Int, content: QueueLogEntry) {
      self.offset = offset
      self.content = content
    }
  }

  /// Where the file had been read to before; 0 of a new file.
  public var start: Int
  /// Where it is read to now.
  public var position: QueueLogPosition
  /// What stands between the two, in order.
  public var entries: [Entry]
  /// Whether lines before this file are lost: what was being read was gone before its end.
  public var followsGap: Bool

  /// Describes a batch.
  public init(
    start: Int,
    position: QueueLogPosition,
    entries: [Entry],
    followsGap: Bool = false
  ) {
    self.start = start
    self.position = position
    self.entries = entries
    self.followsGap = followsGap
  }
}
