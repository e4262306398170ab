import AGI
import Database
import Records

extension Walk {
  /// A secret number that proves who calls.
  func prove(_ check: PINCheck) throws -> Target {
    let subject = try session.subject(of: check, flow: flow)
    guard try !session.store.isLocked(subject, at: .now()) else { return locked(check) }
    let hash = try session.hash(for: check)
    try session.pauseRecording()
    let target = try ask(check, subject, hash)
    try session.resumeRecording(on: session.call)
    return target
  }

  private func ask(_ check: PINCheck, _ subject: PINSubject, _ hash: String?) throws -> Target {
    var isLocked = false
    let rules = DigitRules(check.length, isSecret: true)
    let outcome = try ask(check.question, by: rules) { pin in
      do throws(DatabaseError) {
        isLocked = try !session.store.claimAttempt(subject, at: .now())
      } catch {
        // Nobody may try PINs that nobody counts.
        session.fail(error)
        keep(.failed, "store")
        return .enough
      }
      if isLocked { return .enough }
      // To be nobody's takes a PIN as long as to be wrong.
      if PINHash.matches(pin, hash ?? Self.nobodysHash), hash != nil { return .accepted }
      keep(.denied)
      return .again
    }
    switch outcome {
    case .digits:
      session.keep { store throws(DatabaseError) in try store.forgiveAttempts(subject) }
      keep(.proved, target: check.next)
      return check.next
    case .person(let person): return toPerson(person)
    case .none: return isLocked ? locked(check) : otherwise(check.otherwise)
    }
  }

  private func locked(_ check: PINCheck) -> Target {
    keep(.locked, target: check.locked)
    return check.locked
  }

  private static let nobodysHash = "$6$rounds=10000$nobody$"
}

extension Session {
  /// Who is to be proved.
  ///
  /// Who has no identity is one with all others who have none.
  fileprivate func subject(of check: PINCheck, flow: String) throws -> PINSubject {
    let identity = try value(check.identity)
    let caller = try self.caller().normalised ?? ""
    let lock =
      if case .hash = check.source { "flow \(flow)" } else { check.source.description }
    var names = ["identity \(identity)"]
    if !caller.isEmpty, caller != identity { names.append("caller \(caller)") }
    return PINSubject(
      lock: lock,
      names: names.map { PINSubject.Name($0, lockAfter: check.lockAfter) },
      lockFor: check.lockFor
    )
  }

  fileprivate func hash(for check: PINCheck) throws -> String? {
    switch check.source {
    case .contact(let field): try contact(value(check.identity))?.fields[field]
    case .astDB(let family): try databaseValue(family, value(check.identity))
    case .hash(let hash): hash
    }
  }
}
