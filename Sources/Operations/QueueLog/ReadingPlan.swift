/// Decides which file of a queue_log is read next.
///
/// Nothing that was read is read again, whatever it is called now; the rest of a rotated file comes
/// before the new one, and what was rotated in between comes between them.
struct ReadingPlan {
  enum Step: Equatable {
    /// The file that was being read, perhaps under another name or as a copy.
    case resume(LogFile)
    /// A file from its beginning; after a gap when the one before it was lost unread.
    case begin(LogFile, afterGap: Bool)
    /// There is nothing yet.
    case wait
  }

  /// What lies in the folder.
  var files: [LogFile]
  /// What was read, the latest last.
  var known: [QueueLogPosition]
  /// Whether the last of these may go on.
  var isUnfinished: Bool

  /// What is next.
  ///
  /// - Parameters:
  ///   - holds: Whether a file has what was read up to a position.
  ///   - includes: Whether the first of two files that begin alike has all that the second one has.
  /// - Returns: The next step; `wait` when there is nothing to read yet.
  /// - Throws: What these two throw.
  func next(
    holds: (LogFile, QueueLogPosition) throws(QueueLogError) -> Bool,
    includes: (LogFile, LogFile) throws(QueueLogError) -> Bool
  ) throws(QueueLogError) -> Step {
    if isUnfinished, let last = known.last {
      let same = files.filter { $0.head == last.file.head }
      // The file itself before its copies.
      for file in same.sorted(by: { $0.id == last.file && $1.id != last.file }) {
        let isIt = try holds(file, last)
        if isIt { return .resume(file) }
      }
    }
    for file in files.sorted(by: Self.isEarlier) where follows(file) {
      if try !isKnown(file, holds), try !isCopy(file, includes) {
        return .begin(file, afterGap: isUnfinished && !known.isEmpty)
      }
    }
    return .wait
  }

  /// What lay there before the first file that was read is none of its successors.
  private func follows(_ file: LogFile) -> Bool {
    guard let last = known.last else { return true }
    return file.isLive || file.begun >= last.begun
  }

  private func isKnown(
    _ file: LogFile,
    _ holds: (LogFile, QueueLogPosition) throws(QueueLogError) -> Bool
  ) throws(QueueLogError) -> Bool {
    for position in known where position.begun == file.begun || position.file.head == file.head {
      if try holds(file, position) { return true }
    }
    return false
  }

  /// Somebody's copy, or one that gzip is writing.
  private func isCopy(
    _ file: LogFile,
    _ includes: (LogFile, LogFile) throws(QueueLogError) -> Bool
  ) throws(QueueLogError) -> Bool {
    guard !file.isLive else { return false }
    for other in files where other.head == file.head && other.path != file.path {
      if try includes(other, file) { return true }
    }
    return false
  }

  private static func isEarlier(_ one: LogFile, _ other: LogFile) -> Bool {
    if one.isLive != other.isLive { return other.isLive }
    return (one.begun, one.modified, one.path) < (other.begun, other.modified, other.path)
  }
}
