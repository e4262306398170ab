public import Database

/// One step of a call through a flow.
public struct IVRStep: Equatable, Sendable {
  /// When it was done.
  public var at: Timestamp
  /// The revision that the call lives by.
  public var revision: Int
  /// The flow.
  public var flow: String
  /// The node of the flow.
  public var node: String
  /// What happened there.
  public var event: Event
  /// The keys that were pressed; never those that nobody may see.
  public var keys: String
  /// Where the call went on, if it did.
  public var target: Target?
  /// The stored target, when it is none that this program knows.
  public fileprivate(set) var unknownTarget: String?

  /// Where the call went on, for people.
  public var targetText: String? { unknownTarget ?? target?.description }

  /// Describes a step.
  public init(
    at moment: Timestamp,
    revision: Int,
    flow: String,
    node: String,
    event: Event,
    keys: String = "",
    target: Target? = nil
  ) {
    at = moment
    self.revision = revision
    self.flow = flow
    self.node = node
    self.event = event
    self.keys = keys
    self.target = target
  }
}

extension Store {
  /// Keeps a step of a call.
  public func record(_ step: IVRStep, of call: CallKey) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO ivr_step (node, uniqueid, at, revision, flow, step, event, keys, target)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(call.node), .text(call.uniqueid), .integer(step.at.microseconds),
        .integer(step.revision), .text(step.flow), .text(step.node), .text(step.event.rawValue),
        .text(step.keys), .text(step.target?.description ?? ""),
      ]
    )
  }

  /// The steps of a call, in order.
  public func steps(of call: CallKey) throws(DatabaseError) -> [IVRStep] {
    try connection.all(
      """
      SELECT at, revision, flow, step, event, keys, target
      FROM ivr_step WHERE node = ? AND uniqueid = ? ORDER BY id
      """,
      [.text(call.node), .text(call.uniqueid)]
    ) { row in
      let target = row.text(6)
      var step = IVRStep(
        at: Timestamp(microseconds: row.integer(0)),
        revision: row.integer(1),
        flow: row.text(2),
        node: row.text(3),
        event: IVRStep.Event(rawValue: row.text(4)),
        keys: row.text(5),
        target: Target(target)
      )
      if step.target == nil, !target.isEmpty { step.unknownTarget = target }
      return step
    }
  }
}
