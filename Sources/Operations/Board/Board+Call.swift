public import Records

extension Board {
  /// A call: all channels of one Linkedid.
  public struct Call: Sendable, Equatable {
    /// Its Linkedid.
    public var id: String
    /// When its first channel appeared.
    public var begun: Timestamp
    /// The caller's number as Asterisk has it; `nil` when it was withheld.
    public var number: String?
    /// The caller's name as Asterisk has it.
    public var name: String?
    /// What the first channel dialled.
    public var called: String?
    /// Where it is.
    public var place = Place.dialplan
    /// Since when it is there; `nil` when it came there while nothing was heard.
    public var since: Timestamp?
    /// The queue that it waits in or came from.
    public var queue: String?
    /// The agent of that queue whom it is with, or was with last.
    public var agent: String?
    /// Its channels, by their Uniqueids.
    public internal(set) var channels: Set<String> = []
  }

  /// Where a call is.
  public enum Place: String, Sendable, Equatable, CaseIterable {
    /// In the dialplan: a menu, a survey, an announcement, or it rings.
    case dialplan
    /// In a queue.
    case waiting
    /// With an agent of a queue.
    case agent
    /// With somebody else.
    case connected
    /// Parked.
    case parked
  }

  /// One leg.
  struct Channel: Sendable, Equatable {
    var name: String
    var call: String
    var begun: Timestamp
    var bridge: String?

    /// The phone or trunk: `PJSIP/1001` of `PJSIP/1001-0000002a`.
    var device: String { name.lastIndex(of: "-").map { String(name[..<$0]) } ?? name }
  }

  /// The Uniqueid of the leg of an agent's own phone in the call that the agent is in, which is the
  /// one to listen to: the queue's own leg may be a Local channel.
  ///
  /// Where no phone is known, as with members of others' making, it is the queue's own leg.
  ///
  /// - Returns: `nil` when there is no leg; the earliest, when there are several.
  public func leg(of agent: String) -> String? {
    guard let agent = agents[agent] else { return nil }
    let members = agent.memberships.values
    let phone = members.allSatisfy { $0.interface != agent.device } ? agent.device : nil
    let devices = phone.map { [$0] } ?? Set(members.map(\.device))
    func earliest(_ ids: some Sequence<String>) -> String? {
      ids.filter { id in
        // Of a Local channel's two halves, the queue's.
        channels[id].map { devices.contains($0.device) && !$0.name.hasSuffix(";2") } ?? false
      }.min()
    }
    return earliest(calls[agent.call?.call ?? ""]?.channels ?? [])
      ?? earliest(devices.flatMap { legs[$0] ?? [] })
  }

  /// The channel's name of a phone that is in one call: `PJSIP/1010-0000002a`.
  public func channel(of phone: String) -> String? {
    legs["PJSIP/\(phone)"]?.min().flatMap { channels[$0]?.name }
  }

  /// Where a call is now; what it does on has its old beginning.
  mutating func move(_ id: String, to place: Place, _ now: Timestamp) {
    guard var call = calls[id], call.place != place else { return }
    call.place = place
    call.since = now
    calls[id] = call
    touched.calls.insert(id)
  }

  /// Where a call is when nothing more is known of it than its bridges.
  mutating func settle(call id: String, _ now: Timestamp) {
    guard let call = calls[id], call.place != .waiting, call.place != .agent else { return }
    let isConnected = call.channels.contains { channel in
      guard let bridge = channels[channel]?.bridge else { return false }
      return (bridges[bridge]?.count ?? 0) > 1
    }
    move(id, to: isConnected ? .connected : .dialplan, now)
  }
}
