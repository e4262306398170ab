import AGI
import Database
import Glibc
import Records

/// `agi-ended`: keeps how a call ended, from the hangup handler of its channel.
///
/// The caller has left or is about to, so nobody is kept waiting: what the channel knows is read in
/// one exchange, Asterisk is let go, and only then the store is opened.
struct EndedScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-ended"

  var location = StoreLocation.find()

  /// Keeps the call; what cannot be kept is logged, and that is all.
  mutating func run(_ call: Call) throws {
    let told = try call.evaluate(
      "${SWB_BEGUN}|${HANGUPCAUSE}|${CHANNEL(language)}|${SWB_VISITS}|${SWB_REVISION}|${SYSTEMNAME}"
    )
    call.letGo()
    // Asterisk 22 waits for the end of its program, with the caller still on the line: so the rest
    // is done by another process, which nobody waits for.
    if Connection.servesOneCall { _ = daemon(1, 1) }
    let now = Timestamp.now()
    guard var ending = CallEnding(told, call.environment, at: now) else { return }
    let log = CallLog(program: Self.name, call: call.environment.uniqueID)
    do {
      let store = try Store(at: location, .aftermath)
      ending.read(by: try store.numberPlan(begunWith: ending.revision))
      try store.record(ending.call, visits: ending.visits, of: ending.key)
    } catch {
      log.say("how the call of \(ending.call.caller.masked) ended is not kept: \(error)")
    }
  }
}

extension Connection.Options {
  /// The caller has left: there is time to wait for a lock.
  fileprivate static var aftermath: Connection.Options {
    var options = Connection.Options.call
    options.busyBudget = .seconds(10)
    options.readsWhatItCannotWrite = false
    return options
  }
}

/// What a channel tells of its call at the end.
struct CallEnding {
  var key: CallKey
  var call: CallRecord
  var visits: [QueueVisit]
  /// The revision that the call began with, if it came that far.
  var revision: Int?

  init?(_ told: String, _ environment: Environment, at now: Timestamp) {
    let fields = told.split(separator: "|", maxSplits: 5, omittingEmptySubsequences: false)
      .map(String.init)
    guard fields.count == 6, !environment.uniqueID.isEmpty else { return nil }
    visits = VisitText.visits(in: fields[3])
    let last = visits.last { $0.talk != nil }
    key = CallKey(node: fields[5].isEmpty ? "local" : fields[5], uniqueid: environment.uniqueID)
    call = CallRecord(
      begun: Timestamp(told: fields[0]) ?? now,
      ended: now,
      caller: PhoneNumber(environment["callerid"] ?? ""),
      dialled: PhoneNumber(environment.dialledNumber ?? environment.dialplanExtension),
      language: fields[2],
      cause: Int(fields[1]) ?? 0,
      agent: last?.agent ?? "",
      queue: last?.queue ?? "",
      isDropped: last.map { $0.end == .caller } ?? false
    )
    revision = Int(fields[4])
  }

  /// Reads the call's numbers by a plan.
  mutating func read(by plan: NumberPlan) {
    call.caller = PhoneNumber(call.caller.raw, plan: plan)
    call.dialled = PhoneNumber(call.dialled.raw, plan: plan)
  }
}
