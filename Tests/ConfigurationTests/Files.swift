import Configuration
import Records
import Scratch

/// A directory of YAML files that is right, in which a test puts its mistake.
struct Files {
  var calendar: String? = """
    zone: Asia/Shanghai
    hours:
      office:
        monday-friday: 09:00-18:00
    """
  var routing = """
    blacklist:
      to: hangup
      numbers: [13800000000]
    dialled:
      4008001234:
        hours: office
        to: flow main
        closed: announce closed
    default:
      to: queue sales
    """
  var queues: String? = """
    sales:
      survey: satisfaction
      overflow: message 100
    """
  var agents: String?
  var trunks: String?
  var settings: String?
  var main = """
    nodes:
      top:
        menu: menu-main
        keys:
          1: queue sales
        otherwise: hangup
    """
  var other: String?
  var satisfaction = """
    questions:
      satisfaction:
        ask: survey-question
        answers:
          1: good
    """

  func checked(hasRegion: ((String) -> Bool)? = nil) throws -> Checked {
    let scratch = try Scratch()
    try write(to: scratch)
    return Checked(directory: scratch.folder, hasRegion: hasRegion)
  }

  func write(to scratch: Scratch) throws {
    try scratch.write(routing, to: "routing.yaml")
    if let calendar { try scratch.write(calendar, to: "calendar.yaml") }
    if let queues { try scratch.write(queues, to: "queues.yaml") }
    if let agents { try scratch.write(agents, to: "agents.yaml") }
    if let trunks { try scratch.write(trunks, to: "trunks.yaml") }
    if let settings { try scratch.write(settings, to: "switchboard.yaml") }
    try scratch.write(main, to: "ivr/main.yaml")
    if let other { try scratch.write(other, to: "ivr/other.yaml") }
    try scratch.write(satisfaction, to: "surveys/satisfaction.yaml")
  }
}
