import Configuration
import Daemon
import Database
import Foundation
import Operations
import Records
import Reports
import Schema

/// What the queue_logs of an Asterisk tell, in a store that is thrown away.
final class ObservedPast {
  static let node = "asterisk"

  private let path: String
  private let store: FloorStore
  private let follower: QueueLogFollower
  /// Lines that are none of Asterisk's.
  private(set) var malformed = 0

  /// Files beside it that are no queue_log, or cannot be read.
  var ignored: [String] { follower.ignored }

  /// Compressed files that break off.
  var damaged: [String] { follower.damaged }

  /// It can be made again from the log, so nothing is waited for.
  private static let options = Connection.Options(
    creates: false,
    durability: .normal,
    busyBudget: .seconds(10),
    checkpointsOnClose: false,
    longestLog: 1_000,
    readsWhatItCannotWrite: false
  )

  init(_ path: String, in folder: String) throws {
    self.path = path
    let location = StoreLocation(folder: folder)
    store = try FloorStore(
      StoreFiles.openFloor(folder: folder, file: location.floorFile, Self.options)
    )
    follower = QueueLogFollower(path: path)
  }

  /// Why there are no figures of the past; `nil` when the log can be read.
  var trouble: String? {
    access(path, R_OK) == 0 ? nil : "\(path): \(String(cString: strerror(errno)))"
  }

  /// Reads what there is.
  ///
  /// - Parameter isOver: Asked after each batch: whether nobody wants it any more.
  /// - Returns: How many lines; `nil` when it was over before the end.
  /// - Throws: `Failure` when it cannot be read any more, ``DatabaseError`` when it cannot be kept.
  func read(until isOver: () -> Bool) throws -> Int? {
    guard trouble == nil else { return 0 }
    var lines = 0
    do {
      while let batch = try follower.next() {
        guard !isOver() else { return nil }
        try store.append(batch, of: Self.node)
        lines += batch.entries.count
        malformed += batch.entries.count { entry in
          if case .malformed = entry.content { true } else { false }
        }
      }
    } catch let error as QueueLogError {
      throw Phrases.noQueueLog("\(error)")
    }
    return lines
  }

  /// Puts together what is seen and what was read.
  func report(
    _ watch: FloorWatch,
    days: Int,
    _ settings: QueueTally.Settings,
    in world: World
  ) throws -> ObserveReport {
    let now = world.now()
    let span = Timestamp(seconds: now.seconds - days * 86_400)..<now
    let figures = try store.figures(
      of: [Self.node],
      in: span,
      settings,
      names: watch.names
    )
    return ObserveReport(
      floor: watch.report(at: now),
      trouble: watch.trouble ?? (watch.isSettled ? nil : "Asterisk does not answer"),
      queues: QueueFiguresReport(
        span: span,
        settings: settings,
        rows: figures.queues.queues,
        total: figures.total
      ),
      agents: AgentFiguresReport(span: span, agents: figures.agents.agents),
      since: try store.lastStart(of: Self.node),
      differences: try differences(watch.counters, settings, to: now),
      lost: figures.lost
    )
  }

  /// Each queue's own figure, beside the true one of the same time, held against the same target.
  private func differences(
    _ counters: [FloorWatch.Counters],
    _ settings: QueueTally.Settings,
    to now: Timestamp
  ) throws -> [ObserveReport.Difference] {
    let since = try store.lastStart(of: Self.node) ?? Timestamp(microseconds: 0)
    guard since < now else { return [] }
    var results: [Int: [QueueFigures]] = [:]
    for target in Set(counters.map(\.target)) {
      var settings = settings
      settings.target = .seconds(target)
      var tally = QueueTally(settings)
      try store.readHistory(of: Self.node, in: since..<now) { history in
        // Asterisk counts a call when it is over.
        for stay in history.stays where stay.end != nil {
          if let call = stay.queuedCall { tally.add(call) }
        }
      }
      results[target] = tally.queues
    }
    return counters.compactMap { counters in
      guard counters.completed > 0 || counters.performance ?? 0 > 0,
        let figures = results[counters.target]?.first(where: { $0.queue == counters.queue })
      else { return nil }
      return ObserveReport.Difference(counters: counters, figures: figures)
    }
  }
}
