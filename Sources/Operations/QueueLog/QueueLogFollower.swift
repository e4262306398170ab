/// Reads a queue_log from its first line on, and goes on as Asterisk writes it.
///
/// It asks ``next()`` for batches until there is none, and again a quarter of a second later: when
/// nothing was written that costs two questions to the system. Each batch is kept, with its
/// position, in one transaction before the next one is asked for; whoever begins again with the
/// positions that were kept reads every line once.
///
/// Rotation is followed by any means: renamed and made anew, copied and emptied, compressed, away for
/// a while, several times since the last look. It reads and changes nothing.
public final class QueueLogFollower {
  /// The file that Asterisk writes.
  public let path: String

  /// Names beside it that look like its rotated files and are none, or cannot be read.
  public private(set) var ignored: [String] = []

  /// Compressed files that break off: what follows them is behind a gap.
  public private(set) var damaged: [String] = []

  private let folder: LogFolder
  private var known: [QueueLogPosition]
  private var isUnfinished: Bool
  private var reading: Reading?
  /// Whether the file before the next one broke off.
  private var isAfterDamage = false

  /// Follows a queue_log.
  ///
  /// - Parameters:
  ///   - path: The file that Asterisk writes.
  ///   - known: How far each file of this log was read, the latest last.
  public init(path: String, known: [QueueLogPosition] = []) {
    self.path = path
    self.known = known
    folder = LogFolder(path: path)
    isUnfinished = !known.isEmpty
  }

  /// The next lines, of one file; `nil` when nothing more is written yet.
  ///
  /// - Throws: ``QueueLogError``; the next call tries again.
  public func next() throws(QueueLogError) -> QueueLogBatch? {
    while true {
      guard var reading else {
        guard try open() else { return nil }
        continue
      }
      let progress = try reading.read()
      self.reading = reading
      switch progress {
      case .entries(let entries):
        if !entries.isEmpty { return batch(entries) }
      case .changed:
        self.reading = nil
      case .end:
        guard try isOver(reading) else { return nil }
        guard reading.isFinal else {
          // Asterisk has written to the next one, so all of this one is there by now.
          self.reading?.isFinal = true
          continue
        }
        let rest = self.reading?.cutter.finish()
        let last = rest.map { batch([$0]) }
        self.reading = nil
        isUnfinished = false
        if reading.reader.isDamaged {
          damaged.append(reading.reader.path)
          isAfterDamage = true
        }
        if let last { return last }
      }
    }
  }

  /// Takes note of what is handed out.
  private func batch(_ entries: [QueueLogBatch.Entry]) -> QueueLogBatch {
    guard var reading else { preconditionFailure("entries of no file") }
    let position = reading.position
    let batch = QueueLogBatch(
      start: reading.taken,
      position: position,
      entries: entries,
      followsGap: reading.taken == 0 && reading.followsGap
    )
    if reading.taken == 0 { known.append(position) } else { known[known.count - 1] = position }
    reading.taken = position.offset
    self.reading = reading
    isUnfinished = true
    return batch
  }

  /// Whether nothing more can come into a file that was read to its end.
  ///
  /// Another one in its place without a line of Asterisk's says nothing: whoever rotates may make it before
  /// Asterisk knows of it, which goes on writing to the old one.
  private func isOver(_ reading: Reading) throws(QueueLogError) -> Bool {
    guard !reading.reader.isCompressed else { return true }
    let live = try folder.live()
    let isLive = live?.device == reading.reader.device && live?.inode == reading.reader.inode
    if isLive { return false }
    if let live, live.size > 0, try folder.isWrittenByAsterisk() { return true }
    // What was rotated after it shows that it is over.
    if case .begin = try plan(isUnfinished: false) { return true }
    return false
  }

  private func plan(isUnfinished: Bool) throws(QueueLogError) -> ReadingPlan.Step {
    ignored = []
    let files = try folder.files(ignored: &ignored)
    let plan = ReadingPlan(files: files, known: known, isUnfinished: isUnfinished)
    return try plan.next(holds: Self.holds, includes: Self.includes)
  }

  /// Opens what is to be read next; whether there is anything.
  private func open() throws(QueueLogError) -> Bool {
    switch try plan(isUnfinished: isUnfinished) {
    case .wait:
      return false
    case .resume(let file):
      guard let position = known.last else { return false }
      reading = try Reading(file, from: position)
    case .begin(let file, let afterGap):
      let followsGap = afterGap || isAfterDamage
      reading = try Reading(file, id: unused(file.id), followsGap: followsGap)
      isAfterDamage = false
    }
    return true
  }

  /// An emptied file can begin again with the line that it began with before.
  private func unused(_ id: QueueLogFileID) -> QueueLogFileID {
    var id = id
    while known.contains(where: { $0.file == id }) { id.head &+= 1 }
    return id
  }

  /// A file that is gone by now holds nothing.
  private static func holds(
    _ file: LogFile,
    _ position: QueueLogPosition
  ) throws(QueueLogError) -> Bool {
    guard let reader = try? LogReader(file.path) else { return false }
    return try reader.holds(position)
  }

  private static func includes(
    _ larger: LogFile,
    _ smaller: LogFile
  ) throws(QueueLogError) -> Bool {
    guard let larger = try? LogReader(larger.path), let smaller = try? LogReader(smaller.path)
    else { return false }
    let (all, part) = (try larger.length(), try smaller.length())
    guard part < all || (part == all && larger.path < smaller.path) else { return false }
    return try larger.lastBytes(before: part) == smaller.lastBytes(before: part)
  }
}
