import Control
import Glibc
import Synchronization

/// Who is connected to the control socket: each has a task, and each user so many places.
final class Visitors: Sendable {
  private struct State {
    var tasks: [Int: Task<Void, Never>] = [:]
    var counts: [uid_t: Int] = [:]
    var next = 0
    var isOver = false
  }

  private let state = Mutex(State())

  /// The most at once; root and the daemon's own user always find a place.
  private static let most = 256
  /// The most of one user, so that none keeps the others out.
  private static let mostOfOne = 64

  /// Begins to serve somebody.
  ///
  /// - Parameters:
  ///   - user: Whose connection it is.
  ///   - serve: Serves it; it is given why there is no place, when there is none.
  func enter(
    _ user: uid_t,
    _ serve: @escaping @Sendable (Reply.Trouble?) async -> Void
  ) {
    state.withLock { state in
      let trouble = Self.trouble(state, user)
      state.next += 1
      state.counts[user, default: 0] += 1
      let number = state.next
      let task = Task {
        await serve(trouble)
        leave(number, user)
      }
      state.tasks[number] = task
      if state.isOver { task.cancel() }
    }
  }

  private static func trouble(_ state: State, _ user: uid_t) -> Reply.Trouble? {
    let isOwn = user == 0 || user == geteuid()
    let (own, all) = (state.counts[user] ?? 0, state.counts.values.reduce(0, +))
    if own >= mostOfOne {
      return Reply.Trouble("busy", "\(own) connections of this user are open: close some of them")
    }
    guard !isOwn, all >= most else { return nil }
    return Reply.Trouble("busy", "\(all) connections are open: close some of them")
  }

  private func leave(_ number: Int, _ user: uid_t) {
    state.withLock { state in
      state.tasks[number] = nil
      state.counts[user, default: 1] -= 1
      if state.counts[user] == 0 { state.counts[user] = nil }
    }
  }

  /// Ends with all who are there, and with who may still come.
  func end() async {
    let tasks = state.withLock { state in
      state.isOver = true
      return Array(state.tasks.values)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
