import Laboratory
import Phone

/// A call from outside, as the caller hears it and as the centre knows it.
struct OutsideCall {
  /// The caller's end.
  let phone: PhoneCall
  let centre: Centre

  init(_ phone: PhoneCall, in centre: Centre) {
    self.phone = phone
    self.centre = centre
  }

  /// What the dialplan saw in its variables when the call was over.
  struct Ending: Equatable {
    var status: String
    var error = ""
    var queueStatus = ""
  }

  /// The call's uniqueid, as soon as the dialplan has it.
  func uniqueID() throws -> String {
    try waitForGlobal("CALL_" + phone.id, within: .seconds(10))
  }

  /// Waits until Asterisk is done with the call.
  func waitForEnding(within limit: Duration = .seconds(20)) throws -> Ending {
    let value = try waitForGlobal("END_" + uniqueID(), within: limit)
    let parts = value.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { throw Surprise("the call ended with \(value)") }
    return Ending(status: parts[0], error: parts[1], queueStatus: parts[2])
  }

  /// What is told of the call once it is over.
  func story() throws -> [String] {
    _ = try waitForEnding()
    return try centre.story(of: uniqueID()).lines
  }

  /// The call's events in queue_log once it is over.
  func queueEvents() throws -> [String] {
    _ = try waitForEnding()
    let uniqueID = try uniqueID()
    return try centre.queueLog().filter { $0.count > 4 && $0[1] == uniqueID }.map { $0[4] }
  }

  /// Waits until the caller hears the number of the agent.
  func waitToHear(agent: String, within limit: Duration = .seconds(20)) throws {
    try phone.waitToHearAll(of: "switchboard/agent", within: limit)
    for digit in agent { try phone.waitToHearAll(of: "digits/\(digit)", within: .seconds(5)) }
  }

  /// Lets the agent speak, and hang up once the caller hears it.
  func talkAndHangUp(_ agent: PhoneCall) throws {
    agent.say(.tone(hertz: 660))
    try phone.waitToHear(tones: [660], among: Centre.tones, within: .seconds(20))
    agent.hangUp()
  }

  /// Is answered by an agent whose number the caller hears, talks, and is hung up on.
  func talk(with agent: PhoneCall, agent number: String) throws {
    agent.answer()
    try waitToHear(agent: number)
    try talkAndHangUp(agent)
  }

  private func waitForGlobal(_ name: String, within limit: Duration) throws -> String {
    var value: String?
    try centre.laboratory.console(
      "dialplan show globals",
      untilIt: { globals in
        value = globals.split(separator: "\n").lazy
          .map { $0.drop { $0 == " " } }
          .first { $0.hasPrefix(name + "=") }
          .map { String($0.dropFirst(name.count + 1)) }
        return value != nil
      },
      within: limit
    )
    return value ?? ""
  }
}
