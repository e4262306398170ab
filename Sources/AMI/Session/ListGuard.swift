/// Tells what a caller's data made up within a list.
///
/// Asterisk answers an action to its end before it sends anything else, so all that comes in between has
/// the action's ActionID. `QueueStatus` does not escape the names of those who wait: with CR LF in it an
/// item breaks up into a head and made-up blocks, which have no such ActionID, and a tail, which has it
/// last and not, as a response and the list's end, in the second place.
struct ListGuard: Sendable {
  /// The list whose items come now.
  private var current: Session.Token?
  /// Whether one of its items was broken up by what it holds.
  private var isBroken = false

  /// A list's response has come, its items follow.
  mutating func begin(_ list: Session.Token) {
    current = list
    isBroken = false
  }

  /// A list is over.
  mutating func end(_ list: Session.Token) {
    if list == current { current = nil }
  }

  /// A response has come: whether a list's end was seen or not, no other one goes on.
  mutating func answered(_ token: Session.Token) {
    if token != current { current = nil }
  }

  /// Whether a list's items come now: only then is there something to tell apart.
  var isWithinList: Bool { current != nil }

  /// Whether Asterisk itself sent a message that came within a list.
  ///
  /// - Parameters:
  ///   - message: What came.
  ///   - isAnswer: Whether it has an ActionID of ours.
  /// - Returns: Whether it can be trusted.
  mutating func admits(_ message: Message, isAnswer: Bool) -> Bool {
    guard isAnswer else {
      isBroken = true
      return false
    }
    let isTail = isBroken && !Self.isInFront(message)
    isBroken = false
    return !isTail
  }

  /// Whether a message is one that can tell a list's end: Asterisk puts it in front, and a caller's name can
  /// bring such a header too, further down.
  static func mayEndAList(_ message: Message) -> Bool {
    isInFront(message) || message.withSecondValue(named: "EventList") { _ in true } ?? false
  }

  /// Whether a message's ActionID is its second header: in a response, and at the end of a list.
  ///
  /// In an item of `QueueStatus` it is the last one.
  private static func isInFront(_ message: Message) -> Bool {
    message.withSecondValue(named: "ActionID") { _ in true } ?? false
  }
}
