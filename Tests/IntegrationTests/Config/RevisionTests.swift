import Foundation
import Laboratory
import Phone
import Testing

/// A call keeps the configuration it began with, whatever is published meanwhile.
@Suite(.serialized) struct RevisionTests {
  private static let result = Result {
    try Centre("revisions", queues: ["sales": ["1001"], "empty": ["1002"]], yaml: before)
  }

  private static let before = files(key: "1", prompt: "welcome", overflow: "closed")
  private static let after = files(key: "2", prompt: "technical", overflow: "blocked")

  /// A menu with one key, what it leads to, and where a queue without agents sends its callers.
  private static func files(key: String, prompt: String, overflow: String) -> [String: String] {
    [
      "ivr/main.yaml": """
      nodes:
        choice: {menu: menu-main, keys: {\(key): told}, otherwise: hangup}
        told: {play: \(prompt), next: queue empty}
      """,
      "queues.yaml": """
      sales: {overflow: message sales}
      empty: {overflow: announce \(overflow)}
      """,
      "agents.yaml": "1001: {name: Li, queues: [sales, empty]}",
      "routing.yaml": "default: {to: flow main}",
    ]
  }

  @Test(arguments: ["", Centre.Prefix.fastAGI])
  func theMenuAndTheQueueStayWhatTheyWere(prefix: String) async throws {
    try await Self.result.get().scene { centre in
      let daemon = try centre.laboratory.startDaemon()
      try centre.publish(Self.before)
      let early = try centre.call(prefix + "4008001234", as: "13812359001")
      try early.phone.waitToHear("switchboard/menu-main", within: .seconds(20))
      try centre.publish(Self.after)
      let late = try centre.call(prefix + "4008001234", as: "13812359002")
      try late.phone.waitToHear("switchboard/menu-main", within: .seconds(20))

      // One revision is for the call that is in the menu already, the other for the next.
      try early.phone.press("1")
      try late.phone.press("2")
      try early.phone.waitToHearAll(of: "switchboard/welcome", within: .seconds(20))
      try early.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      try late.phone.waitToHearAll(of: "switchboard/technical", within: .seconds(20))
      try late.phone.waitToHearAll(of: "switchboard/blocked", within: .seconds(20))
      #expect(
        try centre.whole(of: early).decisions == [
          "default -> flow main", "queue empty -> announce closed",
        ]
      )
      #expect(
        try centre.whole(of: late).decisions == [
          "default -> flow main", "queue empty -> announce blocked",
        ]
      )
      #expect(daemon.stop() == 0)
    }
  }
}
