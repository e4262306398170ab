import ArgumentParser
import Configuration
import Foundation
import Operations
import Records

/// What was asked of the daemon.
struct Audit: Command {
  static let configuration = CommandConfiguration(
    abstract: "Show what was asked of the daemon: when, by whom, and what came of it.",
    discussion: """
      Each row is written before anything is done, and holds the hash of what was written before it. \
      --verify tells whether rows were changed or taken out since, and which one first; the exit code is \
      1 then. Who may write the file can make all of it anew: keep the last line of --verify elsewhere, \
      and hold it against the file later by --kept. switchboardd --keep-days says how long rows stay.
      """
  )

  @Option(
    help: ArgumentHelp(
      "From that moment on: 2026-10-01, 2026-10-01T09:00, or 09:00 today.",
      valueName: "moment"
    )
  )
  var since: String?

  @Option(help: ArgumentHelp("One user, by name or number.", valueName: "user"))
  var who: String?

  @OptionGroup var latest: Latest

  @Flag(help: "Check the rows against their chain of hashes.")
  var verify = false

  @Option(
    help: ArgumentHelp("With --verify: NUMBER:HASH that it printed before.", valueName: "mark")
  )
  var kept: String?

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> AuditReport {
    let roles = try store.roles(in: world)
    let floor = try store.floor(in: world)
    if verify || kept != nil {
      return AuditReport(verdict: AuditVerdictReport(try floor.verifyDeeds(against: try mark())))
    }
    var moment = Timestamp(microseconds: .min)
    if let since {
      guard let found = Moment.at(since, in: world) else { throw Phrases.noTime(since) }
      moment = found
    }
    let deeds = try floor.deeds(since: moment, of: who, limit: try latest.checked())
    let seesNumbers = world.role(roles).map { $0 >= .manager } ?? false
    return AuditReport(
      deeds: try deeds.map { deed in
        try AuditRow(deed, floor.attempts(ofDeed: deed.id), seesNumbers: seesNumbers, in: world)
      }
    )
  }

  private func mark() throws -> AuditMark? {
    guard let kept else { return nil }
    let parts = kept.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), number > 0, parts[1].utf8.count == 64 else {
      throw Phrases.noMark(kept)
    }
    return AuditMark(number: number, hash: String(parts[1]))
  }
}

extension StoreOption {
  /// Who may see what, as it is published; nobody before anything is.
  fileprivate func roles(in world: World) throws -> [RoleSettings] {
    let store = try open(in: world)
    guard let live = try store.liveHead() else { return [] }
    return try store.revision(begunWith: live.number).centre().roles
  }
}

/// The deeds, or what was found out about them.
struct AuditReport: Report {
  var deeds: [AuditRow]?
  var verdict: AuditVerdictReport?

  var isGood: Bool { verdict?.fault == nil }

  func text(in world: World) -> String {
    if let verdict { return verdict.text(in: world) }
    let deeds = deeds ?? []
    guard !deeds.isEmpty else { return world.text(Phrases.noDeeds) }
    let table = Table(Phrases.deedHead, world.language, deeds.map { $0.cells(in: world) })
    return table.text
  }
}

/// One deed, as it is told.
struct AuditRow: Encodable {
  var number: Int
  /// In UTC.
  var at: String
  var uid: Int
  var user: String
  var role: String?
  var command: String
  var details: String
  /// What came of it; missing when nobody knows.
  var outcome: String?
  /// Calls that were placed for it.
  var attempts: [Attempt]

  private let moment: Timestamp

  struct Attempt: Encodable {
    var server: String
    /// Masked below the role manager.
    var number: String
    var queue: String
    var first: String
    var channel: String
    var outcome: String?
    var settled: String?
  }

  private enum CodingKeys: CodingKey {
    case number, at, uid, user, role, command, details, outcome, attempts
  }

  init(_ deed: Deed, _ attempts: [Operations.Attempt], seesNumbers: Bool, in world: World) {
    number = deed.id
    moment = deed.at
    at = deed.at.precise
    uid = deed.uid
    user = deed.author
    role = deed.role
    command = deed.command
    details = deed.details
    outcome = deed.outcome
    self.attempts = attempts.map { attempt in
      Attempt(
        server: attempt.node,
        number: seesNumbers ? attempt.call.number : PhoneNumber(attempt.call.number).masked,
        queue: attempt.call.queue,
        first: attempt.call.order.rawValue,
        channel: attempt.call.channelId,
        outcome: attempt.outcome,
        settled: attempt.settled?.precise
      )
    }
  }

  func cells(in world: World) -> [String] {
    // A deed that was never settled may have a call that was.
    let came = outcome ?? attempts.compactMap(\.outcome).first
    return [
      "\(number)", world.local(moment), "\(user) (\(uid))", role ?? "", command, details,
      came ?? world.text(Phrases.noOutcome),
    ]
  }
}

/// What the chain says.
struct AuditVerdictReport: Encodable {
  var links: Int
  /// Deeds from before there was a chain.
  var unlinked: Int
  /// How many links are forgotten, since they were old.
  var forgotten: Int
  /// To be kept elsewhere; empty while there is no link.
  var mark: String
  var fault: Fault?

  struct Fault: Encodable {
    /// `changed`, `removed`, `added`, `unlinked`, `cut-off` or `other-mark`.
    var kind: String
    /// The deed's number, or the link's.
    var number: Int
  }

  init(_ verdict: AuditVerdict) {
    links = verdict.links
    unlinked = verdict.unlinked
    forgotten = verdict.anchor.number
    mark = verdict.end.number > 0 ? "\(verdict.end.number):\(verdict.end.hash)" : ""
    fault = verdict.fault.map { fault in
      switch fault {
      case .changed(let deed): Fault(kind: "changed", number: deed)
      case .removed(let deed): Fault(kind: "removed", number: deed)
      case .added(let deed): Fault(kind: "added", number: deed)
      case .unlinked(let number): Fault(kind: "unlinked", number: number)
      case .cutOff(let number): Fault(kind: "cut-off", number: number)
      case .otherMark(let mark): Fault(kind: "other-mark", number: mark.number)
      }
    }
  }

  func text(in world: World) -> String {
    var lines: [Words] = []
    if let fault {
      lines.append(Phrases.auditFault(fault.kind, fault.number))
    } else {
      lines.append(Phrases.auditIsWhole(links))
    }
    if unlinked > 0 { lines.append(Phrases.auditUnlinked(unlinked)) }
    if forgotten > 0 { lines.append(Phrases.auditForgotten(forgotten)) }
    // The last line, to be kept elsewhere.
    return (lines.map(world.text) + (fault == nil && !mark.isEmpty ? [mark] : []))
      .joined(separator: "\n")
  }
}
