import ArgumentParser
import Configuration
import Database
import Foundation
import Operations
import Records
import Reports

/// Which time and which queue a report is about.
struct ReportSpan: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "From that moment on: 2026-10-01, 2026-10-01T09:00, or 09:00 today; otherwise since midnight.",
      valueName: "moment"
    )
  )
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Up to that moment; a day is meant whole. Otherwise up to now.",
      valueName: "moment"
    )
  )
  var to: String?

  @Option(help: "One queue; otherwise all.")
  var queue: String?

  /// The time, on the world's clock.
  func range(in world: World) throws -> Range<Timestamp> {
    let now = world.now()
    let begin =
      try from.map { try moment($0, in: world) } ?? Moment.at("00:00", in: world) ?? now
    var end = try to.map { try moment($0, in: world) } ?? now
    // A day alone is meant to its end, also one of 23 hours.
    if let to, to.utf8.count == 10, let next = Moment.dayAfter(end, in: world) { end = next }
    guard begin < end else {
      throw Phrases.noTime(from: from ?? world.local(begin), to: to ?? world.local(end))
    }
    return begin..<end
  }

  private func moment(_ text: String, in world: World) throws -> Timestamp {
    guard let moment = Moment.at(text, in: world) else { throw Phrases.noTime(text) }
    return moment
  }
}

extension Moment {
  /// When the next day begins after one that begins now.
  fileprivate static func dayAfter(_ midnight: Timestamp, in world: World) -> Timestamp? {
    let next = Timestamp(seconds: midnight.seconds + 30 * 3_600)
    return at(String(world.local(next).prefix(10)), in: world)
  }
}

/// What queues are held against.
struct QueueTargets: ParsableArguments {
  @Option(help: ArgumentHelp("Answered within this is in time.", valueName: "seconds"))
  var target = 20

  @Option(help: ArgumentHelp("Who hangs up within this is left out.", valueName: "seconds"))
  var short = 5

  // A report that is not cut into intervals may leave them out.
  func settings(
    intervals: Intervals = Intervals(of: .seconds(86_400))
  ) throws -> QueueTally.Settings {
    guard (0...86_400).contains(target), (0...86_400).contains(short) else {
      throw Phrases.noSeconds
    }
    return QueueTally.Settings(
      target: .seconds(target),
      shortAbandon: .seconds(short),
      intervals: intervals
    )
  }
}

extension StoreOption {
  /// The floor's history, read by the centre's clock.
  func floor(in world: World) throws -> FloorStore {
    // Its zone is the clock's.
    _ = try open(in: world)
    let location = try location(in: world)
    guard FileManager.default.fileExists(atPath: location.floorFile) else {
      throw Phrases.noHistory
    }
    return try FloorStore(at: location, .administrator)
  }
}
