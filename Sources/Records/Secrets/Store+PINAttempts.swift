public import Database

/// Who is being proved: all names that failures are counted for.
///
/// A PIN that is tried out is tried by one caller on many accounts, or by many on one.
public struct PINSubject: Sendable {
  /// Which PINs: those of one source share their count.
  public var lock: String
  /// The identity first, then the caller; each with how many failures lock it.
  public var names: [Name]
  /// For so long.
  public var lockFor: Duration

  /// Names who is being proved.
  public init(lock: String, names: [Name], lockFor: Duration) {
    self.lock = lock
    self.names = names
    self.lockFor = lockFor
  }

  /// One for whom failures are counted.
  public struct Name: Sendable {
    /// Unique among those of a lock.
    public var text: String
    /// After so many failures nobody is let in.
    public var lockAfter: Int

    /// Names one, and the failures that lock it.
    public init(_ text: String, lockAfter: Int) {
      self.text = text
      self.lockAfter = lockAfter
    }
  }
}

extension Store {
  /// Whether too many PINs were wrong lately.
  public func isLocked(_ subject: PINSubject, at now: Timestamp) throws(DatabaseError) -> Bool {
    for name in subject.names where try failures(name.text, subject, now) >= name.lockAfter {
      return true
    }
    return false
  }

  /// Counts an attempt before it is judged: who hangs up at once, or calls twice at a time, gains
  /// nothing.
  ///
  /// - Returns: Whether it may be judged.
  public func claimAttempt(_ subject: PINSubject, at now: Timestamp) throws(DatabaseError) -> Bool {
    try connection.transaction { () throws(DatabaseError) in
      guard try !isLocked(subject, at: now) else { return false }
      for name in subject.names {
        let failures = try failures(name.text, subject, now)
        try connection.run(
          """
          INSERT INTO pin_attempt (lock, who, failures, last) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (lock, who) DO UPDATE SET failures = ?3, last = ?4
          """,
          [
            .text(subject.lock), .text(name.text), .integer(failures + 1),
            .integer(now.microseconds),
          ]
        )
      }
      return true
    }
  }

  /// Takes back what a right PIN was counted, and the failures of its identity.
  ///
  /// The caller's other failures stay: an account of one's own must not open those of others.
  public func forgiveAttempts(_ subject: PINSubject) throws(DatabaseError) {
    for (index, name) in subject.names.enumerated() {
      try connection.run(
        """
        UPDATE pin_attempt SET failures = CASE WHEN ?3 THEN 0 ELSE max(0, failures - 1) END
        WHERE lock = ?1 AND who = ?2
        """,
        [.text(subject.lock), .text(name.text), .integer(index == 0 ? 1 : 0)]
      )
    }
  }

  /// Failures one after the other, none longer ago than a lock lasts.
  private func failures(
    _ name: String,
    _ subject: PINSubject,
    _ now: Timestamp
  ) throws(DatabaseError) -> Int {
    let since = now.microseconds - subject.lockFor.milliseconds * 1_000
    return try connection.first(
      "SELECT failures FROM pin_attempt WHERE lock = ? AND who = ? AND last > ?",
      [.text(subject.lock), .text(name), .integer(since)]
    ) { $0.integer(0) } ?? 0
  }
}
