/// What the board heeds of all that Asterisk tells, by the names of its events.
enum Happening: String, CaseIterable {
  case callerJoins = "QueueCallerJoin"
  case callerLeaves = "QueueCallerLeave"
  case callerAbandons = "QueueCallerAbandon"
  case agentRings = "AgentCalled"
  case agentConnects = "AgentConnect"
  case agentCompletes = "AgentComplete"
  case agentIsDumped = "AgentDump"
  case agentDoesNotAnswer = "AgentRingNoAnswer"
  case memberIsAdded = "QueueMemberAdded"
  case memberIs = "QueueMemberStatus"
  case memberPauses = "QueueMemberPause"
  case memberHasPenalty = "QueueMemberPenalty"
  case memberIsRemoved = "QueueMemberRemoved"
  case channelAppears = "Newchannel"
  case channelIsRenamed = "Rename"
  case channelDisappears = "Hangup"
  case bridgeIsEntered = "BridgeEnter"
  case bridgeIsLeft = "BridgeLeave"
  case holds = "Hold"
  case holdsNoMore = "Unhold"
  case isParked = "ParkedCall"
  case isUnparked = "UnParkedCall"
  case givesUpParked = "ParkedCallGiveUp"
  case isParkedTooLong = "ParkedCallTimeOut"

  /// One look, since most events are none of these.
  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  init?(event name: String) {
    guard let happening = Self.byName[name] else { return nil }
    self = happening
  }
}
