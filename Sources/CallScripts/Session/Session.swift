import AGI
import Database
import Records

/// One run of a script: the call, the store, and the revision that the call lives by.
final class Session {
  let call: Call
  let store: Store
  let revision: Revision
  let key: CallKey
  let log: CallLog

  /// Prompts that had no sound file, until somebody keeps that.
  var missing: [PromptName] = []

  /// The language in which the caller is spoken to.
  var language: String

  /// Variables of the call, as far as they were read or set here.
  var data: [(name: String, value: String)] = []

  /// The recording of the call, while it is stopped for a secret.
  var stoppedRecording: String?

  /// The file that the caller's voice is being recorded into.
  var voiceFile: String?

  /// What supervisors have switched, once it was asked for.
  var switches: LiveSwitches?

  /// How numbers are written, once it was asked for.
  var plan: NumberPlan?

  /// Why rows could not be kept; the first reason.
  private var lost: DatabaseError?

  /// Whether the call carries its revision's number already.
  private var isRevisionTold: Bool

  private init(_ call: Call, _ store: Store, _ log: CallLog) throws {
    self.call = call
    self.store = store
    self.log = log
    language = call.environment.language
    let values = try call.values(of: "SWB_REVISION", "SYSTEMNAME")
    let begun = Int(values[0])
    isRevisionTold = begun != nil
    revision = try store.revision(begunWith: begun ?? store.liveAtOpening)
    let name = values[1]
    key = CallKey(node: name.isEmpty ? "local" : name, uniqueid: call.environment.uniqueID)
  }

  /// What the dialplan is told in `SWB_STATUS` by a script that came to its end.
  ///
  /// AGI leaves that word to the script; all others are `ScriptEnd`'s own.
  private enum Status {
    /// The script decided.
    case success
    /// Nothing could be decided: the dialplan takes its default route.
    case `default`

    var word: String {
      switch self {
      case .success: ScriptEnd.success.rawValue
      case .default: "DEFAULT"
      }
    }
  }

  /// Does one script's work, and tells the dialplan how it went.
  ///
  /// What the store cannot tell, nobody knows: then the dialplan takes its default, and the log
  /// says why. What the store cannot keep does not change where the call goes.
  ///
  /// Work that is done at once, without a word to the caller, tells the dialplan all at its end.
  static func conduct(
    _ call: Call,
    as program: String,
    at location: StoreLocation,
    isAtOnce: Bool = false,
    _ work: (Session) throws -> NextStep
  ) throws {
    let log = CallLog(program: program, call: call.environment.uniqueID)
    do {
      let session = try Session(call, Store(at: location, .call), log)
      if !isAtOnce { try session.tellRevision() }
      let next = try work(session)
      try session.tell(next)
    } catch let error as DatabaseError {
      let caller = PhoneNumber(call.environment["callerid"] ?? "").masked
      log.say("\(caller) takes the default route: \(error)")
      try call.set([
        ("SWB_ERROR", "store-\(error.code)"), ("SWB_STATUS", Status.default.word),
      ])
    }
  }

  private func tellRevision() throws {
    guard !isRevisionTold else { return }
    try call.set("SWB_REVISION", to: String(revision.number))
    isRevisionTold = true
  }

  /// Tells the dialplan how it goes on; that it can rely on all of that comes last.
  private func tell(_ next: NextStep) throws {
    var variables: [NextStep.Variable] = []
    variables.reserveCapacity(next.variables.count + 3)
    if !isRevisionTold { variables.append(("SWB_REVISION", String(revision.number))) }
    variables.append(contentsOf: next.variables)
    if let lost { variables.append(("SWB_ERROR", "store-\(lost.code)")) }
    variables.append(("SWB_STATUS", Status.success.word))
    try call.set(variables)
  }

  /// Keeps a row; a call goes on without it.
  func keep(_ write: (Store) throws(DatabaseError) -> Void) {
    do {
      try write(store)
    } catch {
      fail(error)
    }
  }

  /// Tells of a row that is not kept.
  func fail(_ error: DatabaseError) {
    if lost == nil { lost = error }
    log.say("what became of the call is not kept: \(error)")
  }
}
