import Foundation
import Records

/// The clock by which a command reads and tells times: the centre's, once a store has said which.
///
/// Where nothing says it, it is the reader's own.
final class WallClock {
  private(set) var zone: TimeZone
  /// The reader's zone, when the system knows none of that name and UTC is taken.
  let unknown: String?

  init(_ zone: TimeZone, unknown: String? = nil) {
    self.zone = zone
    self.unknown = unknown
  }

  /// The clock of whoever runs the command.
  convenience init(environment: [String: String]) {
    let name = environment["TZ"] ?? ""
    // A colon in front says that a file is meant, which it is anyway.
    let plain = name.first == ":" ? String(name.dropFirst()) : name
    if plain.isEmpty {
      self.init(.current)
    } else if let zone = TimeZone(identifier: plain) {
      self.init(zone)
    } else {
      self.init(.gmt, unknown: name)
    }
  }

  /// Seconds east of UTC at a moment.
  var offset: @Sendable (Timestamp) -> Int {
    // Made for a million calls, which Foundation's is not.
    if let zone = try? Zone(named: zone.identifier) { return { zone.offset(at: $0) } }
    let zone = zone
    return { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0.seconds))) }
  }

  /// Goes by a zone that the daemon named, if the system knows it.
  func follow(named name: String) {
    if let zone = TimeZone(identifier: name) { self.zone = zone }
  }

  /// Goes by the centre's zone; without one it says so when the reader's is none.
  func follow(_ store: Store, in world: World) throws {
    if let name = try store.zone(), let zone = TimeZone(identifier: name) {
      self.zone = zone
    } else if let unknown {
      world.say(Phrases.unknownZone(unknown))
    }
  }
}

extension Store {
  /// The zone of the centre, if anything was published that names one.
  fileprivate func zone() throws -> String? {
    guard liveAtOpening != nil else { return nil }
    let live = try revision()
    return try live.calendarZone() ?? live.settings().zone
  }
}
