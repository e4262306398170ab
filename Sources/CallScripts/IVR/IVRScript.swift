import AGI
import Records

/// `agi-ivr FLOW [NODE]`: leads a caller through a flow.
///
/// `agi-ivr :message` keeps the message that the dialplan itself has recorded.
struct IVRScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-ivr"

  var location = StoreLocation.find()

  private var walk: Walk?

  init() {}

  init(location: StoreLocation) {
    self.location = location
  }

  /// Goes from node to node until the flow is left.
  mutating func run(_ call: Call) throws {
    let arguments = call.environment.arguments
    guard let flow = arguments.first, !flow.isEmpty else {
      throw AGIError(
        AGIError.Code(rawValue: "noFlow"),
        doing: Self.name,
        reason: "write AGI(agi-ivr,FLOW) in the dialplan"
      )
    }
    if flow == ":message" { return try keepMessage(call) }
    let node = arguments.dropFirst().first ?? ""
    try Session.conduct(call, as: Self.name, at: location) { session in
      let walk = Walk(session, flow: flow, node: node)
      self.walk = walk
      try call.answer()
      return try walk.run()
    }
  }

  /// The caller has hung up by then, or is about to.
  private func keepMessage(_ call: Call) throws {
    try Session.conduct(call, as: Self.name, at: location) { session in
      let file = try call.get("SWB_MESSAGE") ?? ""
      let mailbox = try call.get("SWB_MAILBOX") ?? ""
      if !file.isEmpty, let voice = try Session.voice(in: file, call) {
        session.keep(voice, for: mailbox)
      }
      return try NextStep(.hangup)
    }
  }

  /// Keeps where the caller left, and what was said until then; a server that stops says where the
  /// dialplan goes on.
  mutating func ended(_ call: DeadCall) throws {
    guard let walk, !walk.node.isEmpty else { return }
    switch call.end {
    case .hangup:
      try walk.keepUnfinishedMessage(call)
      walk.keep(.hangup)
    case .shutdown:
      try walk.session.resumeRecording(on: call)
      try call.set("SWB_NODE", to: walk.node)
    }
  }
}
