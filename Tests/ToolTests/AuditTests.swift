import Database
import Foundation
import Operations
import Records
import Scratch
import Testing

@testable import switchboard

/// What was asked of the daemon, as the tool tells it.
@Suite struct AuditTests {
  private let tool: Tool

  init() throws {
    tool = try Tool()
    try tool.scratch.migratedStore()
    let store = try FloorStore(tool.scratch.migratedFloor())
    // The tool runs at nine in Shanghai.
    let eight = 1_772_409_600
    for (number, author) in ["li", "wang", "li"].enumerated() {
      let at = Timestamp(seconds: eight + number * 600)
      let command = number == 2 ? "callback" : "listen"
      let id = try store.begin(
        Deed(
          at: at,
          uid: author == "li" ? 1_000 : 1_001,
          author: author,
          role: "supervisor",
          command: command,
          details: number == 2 ? "number=138****0001 queue=sales" : "agent=1001 phone=1031"
        )
      )
      if number == 1 {
        let refused = "no-call: the agent 1001 is in no call"
        try store.settle(deed: id, outcome: refused, at: at)
      } else if number == 0 {
        try store.settle(deed: id, outcome: "1031: listen 1001", at: at)
      } else {
        let call = CallbackCall(
          number: "13800000001",
          queue: "sales",
          order: .customerFirst,
          channelId: "swb-pbx1-a"
        )
        try store.begin(Attempt(node: "pbx1", at: at, deed: id, author: author, call: call))
        try store.settle(attempt: "swb-pbx1-a", outcome: "lost", at: at)
      }
    }
  }

  private var rows: [String] {
    tool.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }

  @Test func whoAskedForWhatAndWhatCameOfIt() throws {
    #expect(try tool.run("audit") == 0)
    #expect(
      rows == [
        "number time by role what on whom outcome",
        "3 2026-03-02 08:20:00 li (1000) supervisor callback number=138****0001 queue=sales lost",
        "2 2026-03-02 08:10:00 wang (1001) supervisor listen agent=1001 phone=1031 "
          + "no-call: the agent 1001 is in no call",
        "1 2026-03-02 08:00:00 li (1000) supervisor listen agent=1001 phone=1031 1031: listen 1001",
      ]
    )
  }

  @Test func byTimeAndUser() throws {
    #expect(try tool.run("audit", "--since", "08:05") == 0)
    #expect(rows.count == 3)
    for who in ["wang", "1001"] {
      #expect(try tool.run("audit", "--who", who) == 0)
      #expect(rows.count == 2 && rows[1].contains("wang"))
    }
    #expect(try tool.run("audit", "--who", "nobody") == 0)
    #expect(tool.output == "nothing was asked for\n")
    #expect(try tool.run("audit", "--since", "yesterday") == 1)
  }

  @Test(arguments: [
    (RoleSettings.Role.manager, "13800000001"), (.supervisor, "138****0001"), (nil, "138****0001"),
  ])
  func numbersAreMaskedByRole(role: RoleSettings.Role?, number: String) throws {
    tool.role = role
    #expect(try tool.run("audit", "--json") == 0)
    #expect(tool.output.contains("\"number\" : \"\(number)\""))
    #expect(tool.output.contains("\"settled\" : \"2026-03-02T00:20:00.000000Z\""))
  }

  // MARK: The chain

  @Test func wholeRowsAreSaidToBeSo() throws {
    #expect(try tool.run("audit", "--verify") == 0)
    #expect(rows[0] == "nothing was changed or taken out: 5 links")
    let mark = rows[1]
    #expect(mark.hasPrefix("5:") && mark.utf8.count == 66)
    #expect(try tool.run("audit", "--verify", "--kept", mark) == 0)
    #expect(try tool.run("audit", "--verify", "--kept", mark.replacing("5:", with: "4:")) == 1)
    #expect(rows == ["link 4 is not the one that was kept: the rows were made anew"])
    #expect(try tool.run("audit", "--verify", "--kept", "nonsense") == 1)
    #expect(tool.notices.contains("\"nonsense\" is no mark of the audit"))
  }

  @Test func theFirstChangedRowIsTold() throws {
    let file = tool.scratch.location.floorFile
    try Connection(path: file, .administrator).run("UPDATE deed SET author = 'x' WHERE id > 1")
    #expect(try tool.run("audit", "--verify") == 1)
    #expect(rows == ["row 2 was changed; it is the first"])
    #expect(try tool.run("audit", "--verify", "--json") == 1)
    #expect(tool.output.contains("\"kind\" : \"changed\""))
    #expect(tool.output.contains("\"number\" : 2"))
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("audit", "--verify") == 1)
    #expect(rows == ["第 2 行被修改，是最早的一处"])
    try Connection(path: file, .administrator).run("DELETE FROM deed WHERE id = 1")
    tool.environment["LANG"] = nil
    #expect(try tool.run("audit", "--verify") == 1)
    #expect(rows == ["row 1 was taken out; it is the first"])
  }
}
