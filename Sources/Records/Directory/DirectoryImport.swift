import Database

/// One import: rows are written to a layer that nobody reads, and made visible at one stroke.
///
/// The write lock is held for a batch at a time. What a killed import left is nobody's, and the next
/// one removes it.
struct DirectoryImport<Rows: DirectoryRows> where Rows.Row: DirectoryRow {
  let layers: Layers
  /// Is done between two transactions, for others to write.
  let giveWay: () -> Void

  private var connection: Connection { layers.connection }

  init(of content: DirectoryContent, _ connection: Connection, giveWay: @escaping () -> Void) {
    layers = Layers(of: content, connection)
    self.giveWay = giveWay
  }

  /// Writes all rows, and makes them visible: over what is there, or in its place.
  ///
  /// - Returns: How many rows there were.
  func run(
    replacing: Bool,
    _ next: () throws(DatabaseError) -> Rows.Row?
  ) throws(DatabaseError) -> Int {
    try connection.become(.normal)
    try removeWhatNobodyReads()
    let (layer, top) = try reserve()
    let count: Int
    do throws(DatabaseError) {
      count = try write(to: layer, next)
      try goLive(layer, below: top, replacing: replacing)
    } catch {
      // What cannot be removed now, the next import removes.
      try? layers.set(layer, .removed)
      try? removeWhatNobodyReads()
      try? fold()
      throw error
    }
    // It is imported: what is left to do here, the next import can do as well.
    try? removeWhatNobodyReads()
    try? fold()
    return count
  }

  /// Adds the layer that is written, and one above it that is live: commands change that one
  /// meanwhile, and what they say is newer than the file.
  private func reserve() throws(DatabaseError) -> (layer: Int, top: Int) {
    try connection.transaction { () throws(DatabaseError) in
      (try layers.add(.written), try layers.add(.live))
    }
  }

  private func write(
    to layer: Int,
    _ next: () throws(DatabaseError) -> Rows.Row?
  ) throws(DatabaseError) -> Int {
    var count = 0
    var batch = Batch()
    while true {
      // What takes time is done before the lock is taken.
      var rows: [Rows.Row] = []
      rows.reserveCapacity(batch.size)
      while rows.count < batch.size, let row = try next() { rows.append(row) }
      guard !rows.isEmpty else { return count }
      if count > 0 { try connection.keepReserve() }
      try batch.time { () throws(DatabaseError) in
        try connection.transaction { () throws(DatabaseError) in
          for row in rows {
            try connection.run(Rows.insertion, [.integer(layer)] + row.values)
          }
        }
      }
      count += rows.count
      try connection.keepLogShort()
      if batch.isTurnOver() { giveWay() }
    }
  }

  private func goLive(_ layer: Int, below top: Int, replacing: Bool) throws(DatabaseError) {
    try connection.become(.full)
    try connection.transaction { () throws(DatabaseError) in
      if replacing {
        for old in try layers.all(.live) where old < layer { try layers.set(old, .removed) }
      }
      try layers.set(layer, .live)
    }
    try connection.become(.normal)
  }

  // MARK: Tidying

  /// Removes the layers of killed imports and of what was replaced.
  ///
  /// Whoever calls this is alone, so no layer is being written.
  func removeWhatNobodyReads() throws(DatabaseError) {
    for state in [Layers.State.written, .removed] {
      for layer in try layers.all(state) {
        try eachBatch(of: layer) { (last) throws(DatabaseError) in
          try connection.run(Rows.removal, [.integer(layer), .text(last)])
        }
        try layers.forget(layer)
      }
    }
  }

  /// Makes one layer of the live ones; what is visible stays the same at every moment.
  func fold() throws(DatabaseError) {
    while true {
      let live = try layers.all(.live)
      guard live.count > 1 else { return }
      let (low, high) = (live[0], live[1])
      // The longer way round would move a million rows for a hundred; rows that are in both need
      // not move when the lower ones go.
      let isUpper = try count(high) < count(low) / 2
      let (from, to) = isUpper ? (high, low) : (low, high)
      try eachBatch(of: from) { (last) throws(DatabaseError) in
        try connection.keepReserve()
        try connection.transaction { () throws(DatabaseError) in
          let copy = isUpper ? Rows.copyOver : Rows.copyUnder
          try connection.run(copy, [.integer(to), .integer(from), .text(last)])
          try connection.run(Rows.removal, [.integer(from), .text(last)])
        }
      }
      // A command may have written to it since.
      try connection.transaction { () throws(DatabaseError) in
        if try count(from) == 0 { try layers.forget(from) }
      }
    }
  }

  private func eachBatch(
    of layer: Int,
    _ work: (_ last: String) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    var batch = Batch()
    while let last = try end(of: layer, batch.size) {
      try batch.time { () throws(DatabaseError) in try work(last) }
      try connection.keepLogShort()
      if batch.isTurnOver() { giveWay() }
    }
  }

  /// The key of the last row of a batch; `nil` when no row is left.
  private func end(of layer: Int, _ size: Int) throws(DatabaseError) -> String? {
    var size = size
    while size > 1 {
      let last = try connection.first(Rows.batchEnd, [.integer(layer), .integer(size - 1)]) {
        $0.text(0)
      }
      if let last { return last }
      size /= 4
    }
    return try connection.first(Rows.batchEnd, [.integer(layer), .integer(0)]) { $0.text(0) }
  }

  private func count(_ layer: Int) throws(DatabaseError) -> Int {
    try connection.first(Rows.count, [.integer(layer)]) { $0.integer(0) } ?? 0
  }
}

/// How many rows a transaction takes, so that it holds the write lock for about 25 ms.
private struct Batch {
  private(set) var size = 500
  private let clock = ContinuousClock()
  private var held: Duration = .zero

  mutating func time(_ work: () throws(DatabaseError) -> Void) throws(DatabaseError) {
    let began = clock.now
    try work()
    let duration = clock.now - began
    held += duration
    let ratio = Duration.milliseconds(25) / max(duration, .microseconds(100))
    size = Int(min(max(Double(size) * min(ratio, 2), 50), 10_000))
  }

  /// Whether the lock was held for so long that all who wait for it are to get it.
  ///
  /// Between two batches others get it by chance: half of the work is done without it.
  mutating func isTurnOver() -> Bool {
    guard held > .milliseconds(40) else { return false }
    held = .zero
    return true
  }
}
