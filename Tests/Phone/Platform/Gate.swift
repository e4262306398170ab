/// Lets so many through at the same time; the others wait.
public final class Gate: Sendable {
  private let width: Int
  private let free: Watched<Int>
  /// Is taken by the one who waits for all places.
  private let turn = Watched(true)

  public init(width: Int) {
    self.width = width
    free = Watched(width)
  }

  /// Runs `body` when there is room.
  public func pass<Result>(_ body: () throws -> Result) rethrows -> Result {
    take()
    defer { giveBack() }
    return try body()
  }

  /// Runs `body` when nobody else is inside, and lets nobody in meanwhile.
  ///
  /// Place after place is taken as it becomes free, so that those who keep coming do not come first.
  public func passAlone<Result>(_ body: () throws -> Result) rethrows -> Result {
    Self.wait(for: turn) { turn in
      defer { turn = false }
      return turn
    }
    defer { turn.change { $0 = true } }
    for _ in 0..<width { take() }
    defer { for _ in 0..<width { giveBack() } }
    return try body()
  }

  private func take() {
    Self.wait(for: free) { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  private func giveBack() {
    free.change { $0 += 1 }
  }

  private static func wait<Value>(
    for watched: Watched<Value>,
    until isDone: (inout Value) -> Bool
  ) {
    var isOver: Bool?
    while isOver == nil {
      isOver = watched.wait(until: .now + .seconds(3_600)) { isDone(&$0) ? true : nil }
    }
  }
}
