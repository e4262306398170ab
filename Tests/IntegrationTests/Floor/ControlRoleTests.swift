import Control
import Foundation
import Laboratory
import Operations
import Phone
import Testing

/// What another user of the machine sees and may do, by the role that is published for them.
@Suite struct ControlRoleTests {
  @Test func whoAsksIsWhoTheKernelSays() async throws {
    let floor = try FloorCentre("roles", queues: ["seen": ["1001"]])
    try await floor.scene { floor in
      let laboratory = floor.centre.laboratory
      let agent = try laboratory.agentPhone("1001")
      let call = try floor.centre.call(floor.centre.number(of: "seen"), as: "13812347501")
      try floor.wait("queues") { $0.queues?.first { $0.queue == "seen" }?.waiting.count == 1 }

      func numbers() throws -> [String?] {
        let parts = [["queues"], ["calls", "--now"]]
        return try parts.flatMap { words in
          let (status, output) = try laboratory.answerNobody(words + ["--json"])
          guard status == 0 else { throw Surprise(output) }
          let report = try JSONDecoder().decode(FloorReport.self, from: Data(output.utf8))
          return (report.queues ?? []).filter { $0.queue == "seen" }.flatMap(\.waiting).map(
            \.number
          )
            + (report.calls ?? []).map(\.number)
        }
      }
      func refusal(_ words: String...) throws -> String {
        let (status, output) = try laboratory.answerNobody(words)
        guard status != 0 else { throw Surprise("\(words) was done: \(output)") }
        return output
      }

      // Without a role: nothing at all, and how that is mended.
      for words in [["queues"], ["agents"], ["calls", "--now"], ["agent", "pause", "1001"]] {
        let (status, output) = try laboratory.answerNobody(words)
        #expect(status != 0 && output.contains("nobody has no role here"), "\(words): \(output)")
        #expect(output.contains("under roles in switchboard.yaml"))
        #expect(!output.contains("7501"))
      }
      #expect(try floor.book().deeds.isEmpty)

      // It is published, and holds for the next question.
      try floor.publish("roles: {agent: {users: [nobody]}}")
      #expect(try numbers() == ["138****7501", "138****7501"])
      #expect(
        try refusal("listen", "1001", "--phone", "1031")
          .contains("nobody is agent here, and listen wants supervisor")
      )
      #expect(
        try refusal("callback", "now", "13900007501", "--queue", "seen").contains(
          "wants supervisor"
        )
      )

      try floor.publish("roles: {supervisor: {users: [nobody]}}")
      #expect(try numbers() == ["138****7501", "138****7501"])
      // A reason becomes a field of queue_log: what would be another one, or too long a line, is refused.
      for reason in ["tea|0|1001", String(repeating: "茶", count: 27), "tea\rAction: Logoff"] {
        #expect(
          try refusal("agent", "pause", "1001", "--reason", reason)
            .contains("at most 80 bytes, on one line, without |")
        )
      }
      #expect(
        try laboratory.answerNobody(["agent", "pause", "1001", "--reason", "tea"]).status == 0
      )
      let deed = try #require(try floor.book().deeds.first)
      #expect(deed.command == "pause" && deed.author == "nobody" && deed.uid == 65_534)

      try floor.publish("roles: {manager: {users: [nobody]}}")
      #expect(try numbers() == ["13812347501", "13812347501"])

      // What a client says of itself is not asked: by a group that nobody is not in.
      try floor.publish("roles: {manager: {groups: [root]}}")
      #expect(try refusal("queues").contains("nobody has no role here"))
      call.phone.hangUp()
      withExtendedLifetime(agent) {}
    }
  }
}
