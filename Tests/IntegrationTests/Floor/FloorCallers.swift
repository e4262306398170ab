import Laboratory
import Phone
import Records

/// The callers of a scripted floor, so many at a time, and what they remember.
final class FloorCallers: Sendable {
  /// What a caller remembers of the call.
  struct Memory: Sendable {
    var caller: FloorCaller
    /// Not later than the call was placed.
    var placed: Timestamp
    /// Not earlier than it was over.
    var ended: Timestamp
    /// When the caller hung up; `nil` when the other side did.
    var left: Timestamp?
  }

  /// Callers who hold the line until they are let go.
  struct Holding: Sendable {
    fileprivate var calls: [(FloorCaller, Timestamp, PhoneCall)]

    var callers: [FloorCaller] { calls.map(\.0) }
  }

  private let phone: Phone
  private static let patience = Duration.seconds(120)

  init(in laboratory: Laboratory) throws {
    phone = try laboratory.callerPhone()
  }

  /// Plays callers to their ends, `width` at a time; `begin` is told of each before the call is placed.
  func play(
    _ callers: [FloorCaller],
    width: Int,
    begin: @escaping @Sendable () -> Void
  ) throws -> [Memory] {
    let next = Watched(0)
    return try together(min(width, callers.count)) { _ in
      var memories: [Memory] = []
      while true {
        let place = next.changeQuietly { place in
          defer { place += 1 }
          return place
        }
        guard place < callers.count else { return memories }
        begin()
        memories.append(try self.play(callers[place]))
      }
    }.flatMap(\.self)
  }

  private func play(_ caller: FloorCaller) throws -> Memory {
    let placed = Timestamp.now()
    let call = try place(caller)
    var memory = Memory(caller: caller, placed: placed, ended: placed)
    switch caller.role {
    case .callerHangsUp:
      try call.waitToHear(tones: [660], among: [660], within: Self.patience)
      memory.left = .now()
      call.hangUp()
    case .givesUp:
      try call.waitToHear("music/chords", within: Self.patience)
      memory.left = .now()
      call.hangUp()
    case .pressesKey:
      try call.waitToHear("music/chords", within: Self.patience)
      try call.press("1")
    default: break
    }
    try call.waitForHangup(within: Self.patience)
    memory.ended = .now()
    return memory
  }

  private func place(_ caller: FloorCaller) throws -> PhoneCall {
    let sound: Sound =
      switch caller.role {
      case .isSentOn, .isHandedOver, .isParked: .tone(hertz: 440)
      default: .nothing
      }
    return try phone.call(caller.role.number, as: CallerID(number: caller.number), saying: sound)
  }

  /// Places calls that stay as they are once they have come where they go.
  func hold(_ callers: [FloorCaller]) throws -> Holding {
    let calls = try callers.map { ($0, Timestamp.now(), try place($0)) }
    for (caller, _, call) in calls {
      switch caller.role {
      case .callerHangsUp:
        try call.waitToHear(tones: [660], among: [660], within: Self.patience)
      default: try call.waitToHear("music/chords", within: Self.patience)
      }
    }
    return Holding(calls: calls)
  }

  /// All of them hang up.
  func letGo(_ holding: Holding) throws -> [Memory] {
    try holding.calls.map { caller, placed, call in
      let left = Timestamp.now()
      call.hangUp()
      try call.waitForHangup(within: Self.patience)
      return Memory(caller: caller, placed: placed, ended: .now(), left: left)
    }
  }
}
