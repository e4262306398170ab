import AGI
import Database
import Records

extension Session {
  /// Tells the dialplan what a trunk in an area is sent for a number, in `SWB_DIALLED`.
  ///
  /// A number whose home nobody knows is left as it was dialled.
  func digits(for raw: String, onTrunkIn area: String) throws(DatabaseError) -> NextStep {
    let plan = try numberPlan()
    guard let number = PhoneNumber(raw, plan: plan).normalised else { return .nothing }
    let isForeign = number.utf8.first == UInt8(ascii: "+")
    let region = isForeign ? nil : try store.region(of: number)
    guard isForeign || region?.area != nil else { return .nothing }
    return .nothing.with("SWB_DIALLED", plan.dialled(number, onTrunkIn: area, at: region))
  }
}
