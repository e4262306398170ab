/// A queue, with what follows when nobody there takes the call.
public struct QueueEntry: Equatable, Sendable {
  /// The queue.
  public var queue: String
  /// How far in front the caller stands; `nil` is as before.
  public var priority: Int?
  /// The longest wait; `nil` is the queue's own.
  public var longest: Duration?
  /// What follows when nobody takes the call; what is not named is the queue's own matter.
  public var then: [Outcome]

  /// Describes an entry.
  public init(
    _ queue: String,
    priority: Int? = nil,
    longest: Duration? = nil,
    then: [Outcome] = []
  ) {
    self.queue = queue
    self.priority = priority
    self.longest = longest
    self.then = then
  }

  /// Why nobody takes the call.
  public enum Reason: String, CaseIterable, Sendable {
    /// As many wait as may.
    case full
    /// Nobody is signed in.
    case empty
    /// The longest wait is over.
    case timeout
    /// All who are signed in have paused.
    case paused
  }

  /// What follows, and why.
  public struct Outcome: Equatable, Sendable {
    /// Why nobody takes the call.
    public var reason: Reason
    /// What follows then.
    public var target: Target

    /// Describes an outcome.
    public init(_ reason: Reason, _ target: Target) {
      self.reason = reason
      self.target = target
    }
  }
}

extension QueueEntry {
  func append(to flat: inout FlatText) {
    flat.append("queue", queue)
    flat.append("priority", priority)
    flat.append("longest", longest?.milliseconds)
    for outcome in then { flat.append("then", "\(outcome.reason.rawValue) \(outcome.target)") }
  }

  init?(_ flat: FlatText) {
    guard let queue = flat["queue"] else { return nil }
    self.init(
      queue,
      priority: flat["priority"].flatMap(Int.init),
      longest: flat.duration("longest")
    )
    for line in flat.all("then") {
      guard let blank = line.utf8.firstIndex(of: UInt8(ascii: " ")),
        let reason = Reason(rawValue: String(line[..<blank])),
        let target = Target(String(line[line.utf8.index(after: blank)...]))
      else { return nil }
      then.append(Outcome(reason, target))
    }
  }
}
