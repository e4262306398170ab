/// Lets so many through at the same time; the others wait.
public final class Gate: Sendable {
  private let width: Int
  private let patience: Duration
  private let free: Watched<Int>
  /// Is taken by the one who waits for all places.
  private let turn = Watched(true)

  /// - Parameters:
  ///   - width: How many.
  ///   - patience: How long somebody waits at most.
  public init(width: Int, patience: Duration = .seconds(1_800)) {
    self.width = width
    self.patience = patience
    free = Watched(width)
  }

  /// Runs `body` when there is room.
  ///
  /// - Throws: `PhoneError` when there was none for too long.
  public func pass<Result>(_ body: () throws -> Result) throws -> Result {
    try take()
    defer { giveBack() }
    return try body()
  }

  /// Runs `body` when nobody else is inside, and lets nobody in meanwhile.
  ///
  /// Place after place is taken as it becomes free, so that those who keep coming do not come first.
  ///
  /// - Throws: `PhoneError` when somebody stayed inside for too long.
  public func passAlone<Result>(_ body: () throws -> Result) throws -> Result {
    try wait(for: turn) { turn in
      defer { turn = false }
      return turn
    }
    defer { turn.change { $0 = true } }
    var taken = 0
    defer { for _ in 0..<taken { giveBack() } }
    while taken < width {
      try take()
      taken += 1
    }
    return try body()
  }

  private func take() throws {
    try wait(for: free) { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  private func giveBack() {
    free.change { $0 += 1 }
  }

  private func wait<Value>(
    for watched: Watched<Value>,
    until isDone: (inout Value) -> Bool
  ) throws {
    guard watched.wait(until: .now + patience, for: { isDone(&$0) ? true : nil }) != nil else {
      throw PhoneError(code: .deadline, "nobody made room within \(patience)")
    }
  }
}
