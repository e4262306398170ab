import Foundation
import Records

/// Reads moments as people write them, on the clock on the wall.
enum Moment {
  /// A moment that is to come: `18:00` (tomorrow, if that is over), `2h`, `3d`, or a date and time.
  static func end(_ text: String, in world: World) -> Timestamp? {
    let now = world.now()
    if let unit = ["m": 60, "h": 3_600, "d": 86_400][String(text.suffix(1))],
      let count = Int(text.dropLast()), (1...10_000).contains(count)
    {
      return Timestamp(seconds: now.seconds + count * unit)
    }
    if let minutes = minutes(text[...]) {
      let midnight = midnight(of: now, in: world)
      let moment = Timestamp(seconds: midnight + minutes * 60)
      return moment > now ? moment : Timestamp(seconds: midnight + 86_400 + minutes * 60)
    }
    return at(text, in: world)
  }

  /// A moment in a filter: `2026-10-01`, `2026-10-01T18:00`, `2026-10-01 18:00`, or `18:00` today.
  static func at(_ text: String, in world: World) -> Timestamp? {
    if let minutes = minutes(text[...]) {
      return Timestamp(seconds: midnight(of: world.now(), in: world) + minutes * 60)
    }
    let parts = text.split(maxSplits: 1) { $0 == "T" || $0 == " " }
    guard let first = parts.first, let date = CivilDate(String(first)) else { return nil }
    var minute = 0
    if parts.count == 2 {
      guard let found = minutes(parts[1]) else { return nil }
      minute = found
    }
    return Timestamp(seconds: utc(date.days * 86_400 + minute * 60, in: world))
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute),
      hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }

  private static func midnight(of moment: Timestamp, in world: World) -> Int {
    let offset = world.zone.secondsFromGMT(
      for: Date(timeIntervalSince1970: Double(moment.seconds))
    )
    let local = moment.seconds + offset
    return utc(local - (local % 86_400 + 86_400) % 86_400, in: world)
  }

  /// What a clock on the wall shows, as seconds since 1970.
  private static func utc(_ local: Int, in world: World) -> Int {
    let near = world.zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
    let offset = world.zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - near)))
    return local - offset
  }
}
