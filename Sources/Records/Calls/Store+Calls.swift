public import Database

extension Store {
  /// The calls that have a uniqueid: one on each node, and mostly there is one node.
  public func calls(uniqueid: String) throws(DatabaseError) -> [CallKey] {
    try connection.all(
      """
      SELECT node FROM route_decision WHERE uniqueid = ?1
      UNION SELECT node FROM ivr_step WHERE uniqueid = ?1
      UNION SELECT node FROM survey_invitation WHERE uniqueid = ?1
      UNION SELECT node FROM call WHERE uniqueid = ?1
      UNION SELECT node FROM survey_invitation WHERE linkedid = ?1 AND linkedid <> ''
      UNION SELECT node FROM callback WHERE uniqueid = ?1
      UNION SELECT node FROM message WHERE uniqueid = ?1
      UNION SELECT node FROM appointment WHERE uniqueid = ?1
      """,
      [.text(uniqueid)]
    ) { CallKey(node: $0.text(0), uniqueid: uniqueid) }
  }
}
