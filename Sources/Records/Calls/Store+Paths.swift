public import Database

/// How often something happened at a node of a flow.
public struct PathCount: Equatable, Sendable {
  /// The node.
  public var node: String
  /// What happened there.
  public var event: IVRStep.Event
  /// The key that was pressed, where one key was.
  public var key: String
  /// Where the calls went on, as it is written; empty where they stayed.
  public var target: String
  /// How often.
  public var count: Int
  /// In how many calls.
  public var calls: Int
}

extension Store {
  /// Counts the steps of a flow, node by node, the most frequent first.
  public func paths(
    ofFlow flow: String,
    since moment: Timestamp
  ) throws(DatabaseError) -> [PathCount] {
    try connection.all(
      """
      SELECT step, event, CASE WHEN event IN ('key', 'wrong') AND length(keys) = 1 THEN keys
        ELSE '' END AS one, target, count(*), count(DISTINCT node || ' ' || uniqueid)
      FROM ivr_step WHERE flow = ? AND at >= ?
      GROUP BY step, event, one, target ORDER BY step, count(*) DESC, event, one, target
      """,
      [.text(flow), .integer(moment.microseconds)]
    ) { row in
      PathCount(
        node: row.text(0),
        event: IVRStep.Event(rawValue: row.text(1)),
        key: row.text(2),
        target: row.text(3),
        count: row.integer(4),
        calls: row.integer(5)
      )
    }
  }
}
