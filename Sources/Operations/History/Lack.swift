public import Database
import Glibc
public import Records

/// What the history of a node lacks: figures that are made of it are not whole.
public enum Lack: Equatable, Sendable {
  /// Lines between two moments are lost; `from` is `nil` where nothing is known before them.
  case lost(node: String, from: Timestamp?, to: Timestamp)
  /// Lines that Asterisk has written are not kept yet: so many bytes.
  case unread(node: String, bytes: Int)
}

extension FloorStore {
  /// What the history of a node lacks of a time.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - span: The time.
  ///   - queueLog: Where its queue_log lies, if this process may know.
  /// - Returns: All of it, the oldest first.
  /// - Throws: ``DatabaseError``.
  public func lacks(
    of node: String,
    in span: Range<Timestamp>,
    queueLog: String?
  ) throws(DatabaseError) -> [Lack] {
    let files = try connection.all(
      "SELECT id, begun, follows_gap FROM log_file WHERE node = ? ORDER BY id",
      [.text(node)]
    ) { (id: $0.integer(0), begun: $0.integer(1), followsGap: $0.integer(2) != 0) }
    var lacks: [Lack] = []
    for (place, file) in files.enumerated() where file.followsGap {
      let to = Timestamp(microseconds: file.begun)
      let from = place == 0 ? nil : try lastLine(of: files[place - 1].id)
      guard to >= span.lowerBound, from.map({ $0 < span.upperBound }) ?? true else { continue }
      lacks.append(.lost(node: node, from: from, to: to))
    }
    if let queueLog, let bytes = Self.unread(queueLog, after: try positions(of: node).last) {
      lacks.append(.unread(node: node, bytes: bytes))
    }
    return lacks
  }

  private func lastLine(of file: Int) throws(DatabaseError) -> Timestamp? {
    try connection.first(
      "SELECT at FROM fact WHERE file = ? AND at IS NOT NULL ORDER BY position DESC LIMIT 1",
      [.integer(file)]
    ) { Timestamp(microseconds: $0.integer(0)) }
  }

  /// How much of a queue_log waits to be kept, apart from what was written this moment.
  private static func unread(_ path: String, after position: QueueLogPosition?) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let isSame =
      position?.file.device == UInt64(status.st_dev)
      && position?.file.inode == UInt64(status.st_ino)
    let bytes = Int(status.st_size) - (isSame ? position?.offset ?? 0 : 0)
    // A daemon that works is a quarter of a second behind.
    let isFresh = time(nil) - status.st_mtim.tv_sec < 5
    return bytes > (isFresh ? 1 << 20 : 0) ? bytes : nil
  }
}
