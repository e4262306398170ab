/// Lets so many through at the same time; the others wait.
public final class Gate: Sendable {
  private let free: Watched<Int>

  public init(width: Int) {
    free = Watched(width)
  }

  /// Runs `body` when there is room.
  public func pass<Result>(_ body: () throws -> Result) rethrows -> Result {
    var hasRoom = false
    while !hasRoom {
      let room = free.wait(until: .now + .seconds(3_600)) { free -> Bool? in
        guard free > 0 else { return nil }
        free -= 1
        return true
      }
      hasRoom = room ?? false
    }
    defer { free.change { $0 += 1 } }
    return try body()
  }
}
