/// Lets so many through at the same time; the others wait.
///
/// Who came last goes in first: that is who has been inside before, and comes back for the next step. Nobody goes
/// in while somebody waits to be inside alone.
public final class Gate: Sendable {
  private struct State {
    var inside = 0
    var waiting: [Int] = []
    var waitingAlone = 0
    var nextTicket = 0
  }

  private let width: Int
  private let patience: Duration
  private let state = Watched(State())

  /// - Parameters:
  ///   - width: How many.
  ///   - patience: How long somebody waits at most.
  public init(width: Int, patience: Duration = .seconds(1_800)) {
    self.width = width
    self.patience = patience
  }

  /// How many wait.
  var crowd: Int { state.read { $0.waiting.count + $0.waitingAlone } }

  /// Runs `body` when there is room.
  ///
  /// - Throws: `PhoneError` when there was none for too long.
  public func pass<Result>(_ body: () throws -> Result) throws -> Result {
    let ticket = state.change { state -> Int in
      state.nextTicket += 1
      state.waiting.append(state.nextTicket)
      return state.nextTicket
    }
    let width = width
    let hasEntered = enter { state in
      guard state.inside < width, state.waitingAlone == 0, state.waiting.last == ticket else {
        return false
      }
      state.inside += 1
      return true
    }
    // Another one is the last now.
    state.change { $0.waiting.removeAll { $0 == ticket } }
    try check(hasEntered)
    defer { state.change { $0.inside -= 1 } }
    return try body()
  }

  /// Runs `body` when nobody else is inside, and lets nobody in meanwhile.
  ///
  /// - Throws: `PhoneError` when somebody stayed inside for too long.
  public func passAlone<Result>(_ body: () throws -> Result) throws -> Result {
    state.change { $0.waitingAlone += 1 }
    let width = width
    let hasEntered = enter { state in
      guard state.inside == 0 else { return false }
      state.inside = width
      return true
    }
    state.change { $0.waitingAlone -= 1 }
    try check(hasEntered)
    defer { state.change { $0.inside = 0 } }
    return try body()
  }

  private func enter(_ body: (inout State) -> Bool) -> Bool {
    state.wait(until: .now + patience) { body(&$0) ? true : nil } != nil
  }

  private func check(_ hasEntered: Bool) throws {
    guard hasEntered else {
      throw PhoneError(code: .deadline, "nobody made room within \(patience)")
    }
  }
}
