import AGI
import Database
import Records

/// The call's numbers, by the number plan of its revision.
extension Session {
  /// How numbers are written and dialled; it is read once, and only by who needs it.
  func numberPlan() throws(DatabaseError) -> NumberPlan {
    if let plan { return plan }
    let found = try revision.numberPlan()
    plan = found
    return found
  }

  /// A number as it is compared.
  func number(_ raw: String) throws(DatabaseError) -> PhoneNumber {
    PhoneNumber(raw, plan: try numberPlan())
  }

  /// The caller's number.
  func caller() throws(DatabaseError) -> PhoneNumber {
    try number(call.environment["callerid"] ?? "")
  }

  /// The number that was dialled.
  func dialled() throws(DatabaseError) -> PhoneNumber {
    try number(call.environment.dialledNumber ?? call.environment.dialplanExtension)
  }
}
