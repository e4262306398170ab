/// Puts received packets back in order and counts those that never came.
struct PacketOrder {
  enum Arrival: Equatable {
    case packet(RTPPacket)
    /// So many packets are missing here.
    case lost(Int)
  }

  /// How long a missing packet is waited for.
  static let patience = Duration.milliseconds(60)
  private static let widestGap = 50

  private var source: UInt32?
  private var expected: UInt16 = 0
  private var early: [RTPPacket] = []
  private var since: Moment?

  /// When `advance(to:)` is due.
  var deadline: Moment? { since.map { $0 + Self.patience } }

  mutating func receive(_ packet: RTPPacket, at now: Moment) -> [Arrival] {
    let distance = Int(Int16(bitPattern: packet.sequence &- expected))
    if source != packet.source || abs(distance) > Self.widestGap {
      let rest = release()
      source = packet.source
      expected = packet.sequence &+ 1
      return rest + [.packet(packet)]
    }
    if distance < 0 { return [] }
    if distance == 0 {
      expected &+= 1
      return [.packet(packet)] + inOrder(at: now)
    }
    if !early.contains(where: { $0.sequence == packet.sequence }) {
      early.append(packet)
      early.sort { ($0.sequence &- expected) < ($1.sequence &- expected) }
      since = since ?? now
    }
    return []
  }

  /// Gives up on packets that are late.
  mutating func advance(to now: Moment) -> [Arrival] {
    guard let deadline, now >= deadline, let first = early.first else { return [] }
    let lost = Int(first.sequence &- expected)
    expected = first.sequence
    return [.lost(lost)] + inOrder(at: now)
  }

  private mutating func inOrder(at now: Moment) -> [Arrival] {
    var arrivals: [Arrival] = []
    while let packet = early.first, packet.sequence == expected {
      arrivals.append(.packet(early.removeFirst()))
      expected &+= 1
    }
    since = early.isEmpty ? nil : now
    return arrivals
  }

  private mutating func release() -> [Arrival] {
    defer {
      early = []
      since = nil
    }
    return early.map { .packet($0) }
  }
}
