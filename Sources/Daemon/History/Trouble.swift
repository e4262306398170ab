/// Something that goes wrong again and again: told once when it lasts, and once when it is over.
///
/// What is over in a moment (a log that is just being rotated, a lock) is nobody's concern.
struct Trouble {
  /// How long it lasts before it is told.
  static let patience = Duration.seconds(2)

  private var kind: String?
  private var since: ContinuousClock.Instant?
  private var isTold = false

  /// It goes wrong.
  ///
  /// - Parameters:
  ///   - kind: What tells this trouble from another one.
  ///   - now: The moment.
  /// - Returns: Whether it is to be told now.
  mutating func persists(_ kind: String, at now: ContinuousClock.Instant) -> Bool {
    if self.kind != kind {
      // Who was told of one trouble is told at once that it is another one by now.
      if !isTold { since = since ?? now }
      self.kind = kind
      isTold = false
    }
    guard !isTold, let since, now - since >= Self.patience else { return false }
    isTold = true
    return true
  }

  /// It goes well.
  ///
  /// - Returns: Whether it is to be told that the trouble is over.
  mutating func ends() -> Bool {
    defer { self = Trouble() }
    return isTold
  }
}
