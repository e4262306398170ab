import Foundation
import Laboratory
import Phone
import Testing

/// The customer whom an agent called is asked when the agent has hung up.
///
/// There is one phone outside, so these calls come one after the other.
@Suite(.serialized) struct OutboundSurveyTests {
  /// A customer who was called by an agent, and both hear each other.
  private func talk(
    in centre: Centre,
    as agent: String,
    with number: String = "913700000001"
  ) throws -> (agent: PhoneCall, customer: PhoneCall) {
    let outside = try centre.laboratory.outsidePhone(manner: .answers(saying: .tone(hertz: 440)))
    let phone = try centre.laboratory.agentPhone(agent)
    let call = try phone.call(
      number,
      as: CallerID(number: agent),
      saying: .tone(hertz: 660)
    )
    let customer = try outside.waitForCall(within: .seconds(15))
    try customer.waitToHear(tones: [660], among: Centre.tones, within: .seconds(10))
    try call.waitToHear(tones: [440], among: Centre.tones, within: .seconds(10))
    return (call, customer)
  }

  /// The latest invitation to the survey.
  private func latest(in centre: Centre) throws -> Listed {
    let answer = try centre.laboratory.tool("survey", "list", "short", "--json", "--all")
    let listed = try JSONDecoder().decode(Listed.Answer.self, from: Data(answer.utf8)).surveys
    guard let first = listed.first else { throw Surprise("nobody was invited") }
    return first
  }

  @Test func theCustomerIsAskedWhenTheAgentHungUp() async throws {
    try await SurveyCentre.scene { centre in
      let (agent, customer) = try talk(in: centre, as: "1021")
      agent.hangUp()
      try customer.waitToHear("switchboard/survey-question", within: .seconds(10))
      try customer.press("1")
      try customer.waitToHearAll(of: "switchboard/survey-thanks", within: .seconds(10))
      try customer.waitForHangup(within: .seconds(10))
      let survey = try latest(in: centre)
      #expect(survey.way == "outbound")
      #expect(survey.agent == "1021")
      #expect(survey.caller == "13700000001")
      #expect(survey.answers.map(\.answer) == ["1"])
      // The agent's call leads to it.
      #expect(survey.linkedid != survey.uniqueid)
      #expect(try centre.story(of: survey.linkedid).surveys.map(\.agent) == ["1021"])
    }
  }

  @Test func whoHungUpFirstIsNotInvited() async throws {
    try await SurveyCentre.scene { centre in
      let (agent, customer) = try talk(in: centre, as: "1022")
      customer.hangUp()
      try agent.waitForHangup(within: .seconds(10))
      try centre.waitForNoChannels(of: ["/1022-", "!13700000001!"])
      let answer = try centre.laboratory.tool("survey", "list", "short", "--json", "--all")
      #expect(!answer.contains("\"1022\""))
    }
  }

  @Test func nobodyWhoHelpsIsAsked() async throws {
    try await SurveyCentre.scene { centre in
      let (agent, customer) = try talk(in: centre, as: "1024", with: "110")
      agent.hangUp()
      try customer.waitForHangup(within: .seconds(10))
      #expect(customer.transcript.prompts.isEmpty)
    }
  }

  @Test func anAgentSendsTheCustomerByAStarCode() async throws {
    try await SurveyCentre.scene { centre in
      let (agent, customer) = try talk(in: centre, as: "1023")
      try agent.press("#1")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      try agent.press("*7")
      try customer.waitToHear("switchboard/survey-question", within: .seconds(15))
      try agent.waitForHangup(within: .seconds(10))
      customer.hangUp()
      try centre.waitForNoChannels(of: ["!13700000001!"])
      let survey = try latest(in: centre)
      #expect(survey.way == "sent")
      #expect(survey.agent == "1023")
      #expect(survey.caller == "13700000001")
    }
  }

  private struct Listed: Decodable {
    var uniqueid: String
    var linkedid: String
    var way: String
    var agent: String
    var caller: String?
    var answers: [Story.Survey.Reply]

    struct Answer: Decodable {
      var surveys: [Listed]
    }
  }
}
