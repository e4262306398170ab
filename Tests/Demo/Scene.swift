import Laboratory
import Phone

/// One call of the demonstration: who calls, what the caller does, what must be heard.
struct Scene: Sendable {
  let title: String
  let caller: String
  let number: String
  let act: @Sendable (PhoneCall) throws -> Void

  /// What became of a scene.
  struct Story: Sendable {
    var title: String
    var transcript: String
    var rows: String
    var failure: String?
  }

  /// Places the call, lets the caller act, and reads what the store holds of it.
  func play(in laboratory: Laboratory) -> Story {
    var story = Story(title: title, transcript: "", rows: "")
    do {
      let phone = try laboratory.callerPhone()
      defer { phone.close() }
      let call = try phone.call(number, as: CallerID(stringLiteral: caller))
      do { try act(call) } catch { story.failure = "\(error)" }
      call.hangUp()
      try call.waitForHangup(within: .seconds(5))
      story.transcript = "\(call.transcript)"
      let list = try laboratory.tool("calls", "--caller", caller)
      let uniqueID = list.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
      story.rows = try laboratory.tool("why", uniqueID)
    } catch {
      story.failure = story.failure ?? "\(error)"
    }
    return story
  }
}

extension Scene {
  private static let patience = Duration.seconds(90)

  static let all = [
    Scene(
      title: "A VIP goes past the menu to the VIP queue, hears the agent's number, is content.",
      caller: "13900000888",
      number: "4008001234"
    ) { call in
      try call.waitToHear("switchboard/agent", within: patience)
      try call.waitToHear("digits/3", within: patience)
      try answerSurvey(call, "1")
    },
    Scene(
      title: "A black-listed caller gets no further.",
      caller: "13800000666",
      number: "4008001234"
    ) { call in
      try call.waitToHearAll(of: "switchboard/blocked", within: patience)
      try call.waitForHangup(within: patience)
    },
    Scene(
      title: "After hours there is an announcement.",
      caller: "13800000103",
      number: "4008001239"
    ) { call in
      try call.waitToHearAll(of: "switchboard/closed", within: patience)
      try call.waitForHangup(within: patience)
    },
    Scene(
      title: "Two wrong keys, then sales.",
      caller: "13800000104",
      number: "4008001234"
    ) { call in
      for key in ["7", "#"] {
        try call.waitToHear("switchboard/menu-main", within: patience)
        try call.press(key)
        try call.waitToHearAll(of: "switchboard/wrong-key", within: patience)
      }
      try call.waitToHear("switchboard/menu-main", within: patience)
      try call.press("1")
      try answerSurvey(call, "2")
    },
    Scene(
      title: "Support by key, and a survey that is answered.",
      caller: "13800000105",
      number: "4008001234"
    ) { call in
      try choose("2", call)
      try answerSurvey(call, "3")
    },
    Scene(
      title: "A caller hangs up in the middle of the survey.",
      caller: "13800000106",
      number: "4008001234"
    ) { call in
      try choose("2", call)
      try call.waitToHear("switchboard/survey-question", within: patience)
      call.hangUp()
      try call.waitForHangup(within: patience)
    },
    Scene(
      title: "Nobody should be made to wait: a message is left instead.",
      caller: "13800000107",
      number: "4008001234"
    ) { call in
      try choose("9", call)
      try call.waitToHearAll(of: "switchboard/message-please", within: patience)
      try call.waitToHearAll(of: "beep", within: patience)
      call.say(.tone(hertz: 660))
      try call.press("1")
      try call.press("#")
      try call.waitToHearAll(of: "switchboard/goodbye", within: patience)
      try call.waitForHangup(within: patience)
    },
  ]

  private static func choose(_ key: String, _ call: PhoneCall) throws {
    try call.waitToHear("switchboard/menu-main", within: patience)
    try call.press(key)
  }

  private static func answerSurvey(_ call: PhoneCall, _ key: String) throws {
    try call.waitToHear("switchboard/survey-question", within: patience)
    try call.press(key)
    try call.waitToHearAll(of: "switchboard/survey-thanks", within: patience)
    try call.waitForHangup(within: patience)
  }
}
