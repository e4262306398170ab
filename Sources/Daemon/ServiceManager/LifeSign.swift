import NIOCore
import NIOPosix
import Synchronization

/// By what a part of the daemon shows that it works: it is asked, and answers.
public struct LifeSign: Sendable {
  /// Is called once, as soon as the part comes to it.
  public typealias Answer = @Sendable () -> Void

  /// Asks; from any thread, and without waiting.
  let ask: @Sendable (_ answer: @escaping Answer) -> Void

  /// A part that is asked like this.
  public init(_ ask: @escaping @Sendable (_ answer: @escaping Answer) -> Void) {
    self.ask = ask
  }

  /// The threads on which sockets are served.
  static let eventLoops = LifeSign { answer in
    let loops = Array(MultiThreadedEventLoopGroup.singleton.makeIterator())
    let counter = Counter(loops.count, answer)
    for loop in loops { loop.execute { counter.count() } }
  }
}

/// What asks the parts that there are at the moment.
final class ChangingLifeSign: Sendable {
  private let parts: Mutex<[LifeSign]>

  init(_ parts: [LifeSign]) {
    self.parts = Mutex(parts)
  }

  func become(_ parts: [LifeSign]) {
    self.parts.withLock { $0 = parts }
  }

  func ask(_ answer: @escaping LifeSign.Answer) {
    let parts = parts.withLock { $0 }
    let counter = Counter(parts.count, answer)
    for part in parts { part.ask { counter.count() } }
  }
}

/// Calls back once all have counted.
private final class Counter: Sendable {
  private let left: Mutex<Int>
  private let done: LifeSign.Answer

  init(_ left: Int, _ done: @escaping LifeSign.Answer) {
    self.left = Mutex(left)
    self.done = done
  }

  func count() {
    let isLast = left.withLock { left in
      left -= 1
      return left == 0
    }
    if isLast { done() }
  }
}

/// What a job that comes round by itself answers with: each beat answers all who have asked.
final class Heartbeat: Sendable {
  private struct State {
    var answers: [LifeSign.Answer] = []
    var isAlways = false
  }

  private let state = Mutex(State())

  func ask(_ answer: @escaping LifeSign.Answer) {
    let isNow = state.withLock { state in
      if !state.isAlways { state.answers.append(answer) }
      return state.isAlways
    }
    if isNow { answer() }
  }

  func beat() {
    let answers = state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
    for answer in answers { answer() }
  }

  /// For what, once it is there, is seen to by other signs.
  func beatFromNowOn(_ isAlways: Bool = true) {
    state.withLock { $0.isAlways = isAlways }
    if isAlways { beat() }
  }
}
