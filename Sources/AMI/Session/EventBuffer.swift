import NIOConcurrencyHelpers

/// What waits for one subscriber.
///
/// It holds so many events and counts what it cannot hold: the connection is read on, whatever a
/// subscriber does.
final class EventBuffer: Sendable {
  fileprivate struct State {
    var waiting: [EventDelivery] = []
    var lost = 0
    var isFinished = false
    var reader: CheckedContinuation<Bool, Never>?
  }

  private let state = NIOLockedValueBox(State())
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// Takes deliveries, all of them or as many as there is room for.
  ///
  /// Gaps need no room.
  func append(_ deliveries: some Sequence<EventDelivery>) {
    let reader = state.withLockedValue { state in
      for delivery in deliveries {
        switch delivery {
        case .event where state.waiting.count >= capacity || state.lost > 0:
          state.lost += 1
        case .event:
          state.waiting.append(delivery)
        case .gap:
          state.closeOverflow()
          state.add(gap: delivery)
        }
      }
      return state.takeReader()
    }
    reader?.resume(returning: true)
  }

  /// Nothing follows what is here.
  func finish() {
    let reader = state.withLockedValue { state in
      state.isFinished = true
      return state.takeReader()
    }
    reader?.resume(returning: true)
  }

  /// All that waits, in order; waits until there is something.
  ///
  /// `nil` at the end, when cancelled, and for a second reader at a time.
  func take() async -> [EventDelivery]? {
    while !Task.isCancelled {
      let (taken, isFinished) = state.withLockedValue { state in
        state.closeOverflow()
        var taken: [EventDelivery] = []
        swap(&taken, &state.waiting)
        return (taken, state.isFinished)
      }
      if !taken.isEmpty { return taken }
      if isFinished { return nil }
      guard await waitForMore() else { return nil }
    }
    return nil
  }

  /// False when somebody else waits already.
  private func waitForMore() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { reader in
        let answer: Bool? = state.withLockedValue { state in
          if state.hasMore || Task.isCancelled { return true }
          if state.reader != nil { return false }
          state.reader = reader
          return nil
        }
        if let answer { reader.resume(returning: answer) }
      }
    } onCancel: {
      state.withLockedValue { $0.takeReader() }?.resume(returning: true)
    }
  }
}

extension EventBuffer.State {
  fileprivate var hasMore: Bool { !waiting.isEmpty || lost > 0 || isFinished }

  /// A session without events leaves no trace: however often one comes and goes while nobody reads,
  /// what waits stays bounded.
  fileprivate mutating func add(gap: EventDelivery) {
    if gap == .gap(lost: nil, .disconnected), waiting.last == .gap(lost: nil, .began) {
      waiting.removeLast()
    }
    if waiting.last != gap { waiting.append(gap) }
  }

  fileprivate mutating func closeOverflow() {
    guard lost > 0 else { return }
    waiting.append(.gap(lost: lost, .overflow))
    lost = 0
  }

  fileprivate mutating func takeReader() -> CheckedContinuation<Bool, Never>? {
    defer { reader = nil }
    return reader
  }
}
