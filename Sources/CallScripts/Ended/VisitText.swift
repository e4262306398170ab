import Records

/// The caller's stays as the dialplan keeps them in one variable, `SWB_VISITS`.
///
///     &Q~sales~1772413200000000~1772413230000000~12~1001~Local/1001@switchboard-agents/n~CONTINUE
///
/// Each begins with `&`: which kind, the queue, when the caller came and left (microseconds), how
/// long until an agent answered (seconds), the agent, the member, and what `Queue()` said, with a `-`
/// behind it when the call ended there: `Queue()` says `CONTINUE` to a caller who hangs up too. One
/// that begins with `A` is an agent's phone that was rung without a queue: there `Dial()` said it,
/// and instead of the wait stands how long they talked.
enum VisitText {
  /// The queues in which the caller was.
  static func queues(in text: String) -> [String] {
    text.split(separator: "&").compactMap { visit in
      let fields = visit.split(separator: "~", omittingEmptySubsequences: false)
      return fields.first == "Q" && fields.count == 8 ? String(fields[1]) : nil
    }
  }

  /// The stays, in order.
  ///
  /// What is not whole is left out.
  static func visits(in text: String) -> [QueueVisit] {
    text.split(separator: "&").compactMap { visit in
      let fields = visit.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 8, let entered = Timestamp(told: fields[2]),
        let left = Timestamp(told: fields[3]), left >= entered
      else { return nil }
      let stay = left.microseconds - entered.microseconds
      // Seconds can be no more than the stay, and a figure beyond that must not overflow.
      let part = min(max(0, Int(fields[4]) ?? 0), stay / 1_000_000 + 1) * 1_000_000
      return switch fields[0] {
      case "Q": queued(fields, from: entered, stay: stay, wait: min(part, stay))
      case "A": rung(fields, from: entered, stay: stay, talk: min(part, stay))
      default: nil
      }
    }
  }

  private static func queued(
    _ fields: [String],
    from entered: Timestamp,
    stay: Int,
    wait: Int
  ) -> QueueVisit {
    let isAnswered = !fields[6].isEmpty
    let end: QueueVisit.End =
      switch (fields[7], isAnswered) {
      case ("CONTINUE", _): .agent
      case (let status, true) where status.hasSuffix("-"): .caller
      case (let status, false) where status.hasSuffix("-"): .abandoned
      case (let status, _): .left(status.lowercased())
      }
    return QueueVisit(
      queue: fields[1],
      entered: entered,
      wait: .microseconds(isAnswered ? wait : stay),
      agent: isAnswered ? fields[5] : "",
      interface: fields[6],
      talk: isAnswered ? .microseconds(stay - wait) : nil,
      end: end
    )
  }

  private static func rung(
    _ fields: [String],
    from entered: Timestamp,
    stay: Int,
    talk: Int
  ) -> QueueVisit {
    let isAnswered = fields[7].hasPrefix("ANSWER")
    let end: QueueVisit.End =
      switch fields[7] {
      case "ANSWER": .agent
      case "ANSWER-": .caller
      case let status where status.hasSuffix("-"): .abandoned
      case let status: .left(status.lowercased())
      }
    return QueueVisit(
      queue: fields[1],
      entered: entered,
      wait: .microseconds(isAnswered ? stay - talk : stay),
      agent: isAnswered ? fields[5] : "",
      interface: fields[6],
      talk: isAnswered ? .microseconds(talk) : nil,
      end: end,
      isDirect: true
    )
  }
}

extension Timestamp {
  /// A moment as the dialplan tells it, in microseconds; `nil` when it is none of this era.
  init?(told text: some StringProtocol) {
    guard let microseconds = Int(text), Self.era.contains(microseconds) else { return nil }
    self.init(microseconds: microseconds)
  }

  /// From 1970 to the end of the year 9999.
  private static let era = 0..<253_402_300_800_000_000
}
