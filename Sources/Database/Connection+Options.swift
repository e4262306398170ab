extension Connection {
  /// What a power cut may cost.
  public enum Durability: Sendable {
    /// The last transactions may be lost; the file stays whole.
    case normal
    /// Nothing that was committed is lost.
    case full
  }

  /// How a connection behaves towards the file and towards those who share it.
  public struct Options: Sendable {
    /// Whether a file that is not there is made.
    public var creates: Bool
    /// What a power cut may cost.
    public var durability: Durability
    /// How long this connection waits for other people's locks, in all, over its whole life.
    public var busyBudget: Duration
    /// Whether the last one to close the file moves the log into it, which takes long.
    public var checkpointsOnClose: Bool
    /// How many pages the log may have; whoever writes more moves them into the file.
    ///
    /// Who opens a store that nobody else has open must read the whole log first.
    public var longestLog: Int
    /// Whether a file that cannot be written is read all the same.
    public var readsWhatItCannotWrite: Bool

    /// Chooses each of them.
    public init(
      creates: Bool,
      durability: Durability,
      busyBudget: Duration,
      checkpointsOnClose: Bool,
      longestLog: Int,
      readsWhatItCannotWrite: Bool
    ) {
      self.creates = creates
      self.durability = durability
      self.busyBudget = busyBudget
      self.checkpointsOnClose = checkpointsOnClose
      self.longestLog = longestLog
      self.readsWhatItCannotWrite = readsWhatItCannotWrite
    }

    /// A caller is waiting: nothing is created, nothing takes long.
    public static let call = Options(
      creates: false,
      durability: .normal,
      busyBudget: .seconds(1),
      checkpointsOnClose: false,
      longestLog: 200,
      readsWhatItCannotWrite: true
    )

    /// A person is waiting: what is said to be done is done, and what cannot be written can still
    /// be looked at.
    public static let administrator = Options(
      creates: false,
      durability: .full,
      busyBudget: .seconds(10),
      checkpointsOnClose: true,
      longestLog: 1_000,
      readsWhatItCannotWrite: true
    )

    /// A person waits for long work: it lets calls go first, however many there are, and keeps the
    /// log so short that no call has to move it.
    public static let longWork = Options(
      creates: false,
      durability: .normal,
      busyBudget: .seconds(600),
      checkpointsOnClose: true,
      longestLog: 100,
      readsWhatItCannotWrite: false
    )
  }

  /// Changes what a power cut may cost from the next transaction on.
  public func become(_ durability: Durability) throws(DatabaseError) {
    switch durability {
    case .normal: try run("PRAGMA synchronous = NORMAL")
    case .full: try run("PRAGMA synchronous = FULL")
    }
  }

  /// Does `work` on one state of the file, whatever others write meanwhile.
  public func reading<Result>(
    _ work: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    try run("BEGIN")
    defer { _ = try? run("ROLLBACK") }
    return try work()
  }
}
