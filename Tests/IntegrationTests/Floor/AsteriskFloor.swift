import AMI
import Control
import Operations

/// A floor in the words of Asterisk's own lists, or of the board, as far as both tell of it.
struct AsteriskFloor: Equatable {
  struct Queue: Equatable {
    var strategy: String?
    var answered: Int
    var abandoned: Int
    /// The numbers of those who wait, the first first.
    var waiting: [String?]
  }

  struct Agent: Equatable {
    var queues: [String]
    var state: String
  }

  struct Call: Equatable {
    var number: String?
    var isWaiting: Bool
  }

  var queues: [String: Queue]
  var agents: [String: Agent]
  /// By their Linkedids.
  var calls: [String: Call]

  /// What `QueueStatus` and `CoreShowChannels` say.
  init(queueStatus: List, channels: List) {
    queues = [:]
    let entries = queueStatus.items.filter { $0.isEvent("QueueEntry") }
    for item in queueStatus.items(QueueParams.self) {
      guard let name = item.queue else { continue }
      queues[name] = Queue(
        strategy: item.strategy,
        answered: item.completed ?? 0,
        abandoned: item.abandoned ?? 0,
        waiting: entries.filter { $0.has("Queue", name) }
          .sorted { $0.number("Position") ?? 0 < $1.number("Position") ?? 0 }
          .map { $0["CallerIDNum"] }
      )
    }
    agents = [:]
    let members = queueStatus.items.filter { $0.isEvent("QueueMember") }
    for (name, places) in Dictionary(grouping: members, by: { $0["Name"] ?? "" }) {
      agents[name] = Agent(
        queues: places.compactMap { $0["Queue"] }.sorted(),
        state: Self.state(of: places, channels.items)
      )
    }
    let waiting = Set(entries.compactMap { $0["Uniqueid"] })
    calls = [:]
    let legs = Dictionary(grouping: channels.items, by: { $0["Linkedid"] ?? "" })
    for (call, legs) in legs {
      calls[call] = Call(
        number: legs.first { $0.has("Uniqueid", call) }?["CallerIDNum"],
        isWaiting: legs.contains { waiting.contains($0["Uniqueid"] ?? "") }
      )
    }
  }

  /// By the state of the phone, which is the same everywhere, and by pauses.
  ///
  /// Asterisk 16's queues were seen to take a phone that is in a call for a free one to the call's end, after
  /// a restart: its channel tells.
  private static func state(of places: [Message], _ channels: [Message]) -> String {
    let phone = (places.first?["StateInterface"] ?? "") + "-"
    let isInCall = channels.contains {
      $0.has("ChannelStateDesc", "Up") && $0["Channel"]?.hasPrefix(phone) == true
    }
    let status = places.first?.number("Status") ?? 0
    return switch status == 1 && isInCall ? 2 : status {
    case 2, 3, 7: "talking"
    case 6: "ringing"
    case 8: "held"
    case _ where places.allSatisfy { $0.has("Paused", "1") }: "paused"
    case 4, 5: "unavailable"
    default: "ready"
    }
  }

  /// What the board shows.
  init(_ view: FloorView) throws {
    queues = [:]
    for row in try view.look("queues").queues ?? [] {
      queues[row.queue] = Queue(
        strategy: row.strategy,
        answered: row.answered,
        abandoned: row.abandoned,
        waiting: row.waiting.map(\.number)
      )
    }
    agents = [:]
    for row in try view.look("agents").agents ?? [] {
      agents[row.agent] = Agent(queues: row.queues, state: row.state)
    }
    calls = [:]
    for row in try view.look("calls").calls ?? [] {
      calls[row.call] = Call(number: row.number, isWaiting: row.place == "waiting")
    }
  }

  /// What differs, in words; nothing when both are the same.
  func differences(from other: AsteriskFloor) -> [String] {
    func compare<Value: Equatable>(
      _ what: String,
      _ ours: [String: Value],
      _ theirs: [String: Value]
    ) -> [String] {
      Set(ours.keys).union(theirs.keys).sorted().compactMap { key in
        guard ours[key] != theirs[key] else { return nil }
        func words(_ value: Value?) -> String { value.map { "\($0)" } ?? "none" }
        return "\(what) \(key): board \(words(ours[key])), Asterisk \(words(theirs[key]))"
      }
    }
    return compare("queue", queues, other.queues) + compare("agent", agents, other.agents)
      + compare("call", calls, other.calls)
  }
}
