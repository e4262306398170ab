import AMI
import Operations
import Programs
import Records
import Testing

@testable import Daemon

/// What Prometheus reads: in its format, and true.
@Suite struct MetricsPageTests {
  private let now = Timestamp(seconds: 1_800_000_000)

  private func event(_ name: String, _ headers: KeyValuePairs<String, String>) -> AMI.Message {
    AMI.Message([.init("Event", name)] + headers.map { .init($0.key, $0.value) })
  }

  private func enter(_ queue: String, _ id: String, after seconds: Int, on floor: Floor) {
    let joins = event(
      "QueueCallerJoin",
      [
        "Queue": queue, "Channel": "PJSIP/carrier-\(id)", "Uniqueid": id, "Linkedid": id,
        "CallerIDNum": "1380013\(id)", "CallerIDName": "Li 1380013\(id)", "Exten": "4008001234",
        "Position": "1",
      ]
    )
    floor.take(joins, from: "pbx1", at: Timestamp(seconds: now.seconds - seconds))
  }

  private func sign(_ agent: String, in queue: String, isPaused: Bool = false, on floor: Floor) {
    let added = event(
      "QueueMemberAdded",
      [
        "Queue": queue, "MemberName": agent, "Interface": "Local/\(agent)@switchboard-agents/n",
        "StateInterface": "PJSIP/\(agent)", "Status": "1", "Paused": isPaused ? "1" : "0",
      ]
    )
    floor.take(added, from: "pbx1", at: now)
  }

  @Test func theFloorIsTold() throws {
    let floor = Floor(nodes: ["pbx1"])
    enter("sales", "0001", after: 30, on: floor)
    enter("sales", "0002", after: 70, on: floor)
    sign("1001", in: "sales", on: floor)
    sign("1002", in: "sales", isPaused: true, on: floor)
    let page = try ExpositionReader(
      MetricsPage(floor: floor, meters: Meters()).text(at: now)
    )
    #expect(page["switchboard_queue_waiting_callers", ["node": "pbx1", "queue": "sales"]] == 2)
    #expect(
      page["switchboard_queue_longest_wait_seconds", ["node": "pbx1", "queue": "sales"]] == 70
    )
    func members(_ state: String) -> Double? {
      page["switchboard_queue_members", ["node": "pbx1", "queue": "sales", "state": state]]
    }
    #expect(members("ready") == 1 && members("paused") == 1 && members("talking") == 0)
    #expect(members("signed-out") == nil)
    #expect(page["switchboard_agents", ["node": "pbx1", "state": "ready"]] == 1)
    #expect(page["switchboard_board_current", ["node": "pbx1"]] == 0)
  }

  @Test func nobodysNumberIsTold() {
    let floor = Floor(nodes: ["pbx1"])
    enter("sales", "0001", after: 30, on: floor)
    let text = MetricsPage(floor: floor, meters: Meters()).text(at: now)
    #expect(text.contains("sales") && !text.contains("1380013") && !text.contains("4008001234"))
  }

  @Test func whatIsCountedIsTold() throws {
    let meters = Meters { Meters.Calls(inService: 2, admitted: 9, refused: 4, maximum: 7) }
    let start = ContinuousClock.now
    meters.heard(from: "pbx1", at: start)
    meters.heard(from: "pbx1", at: start + .seconds(1))
    meters.missed(nil, .began, from: "pbx1")
    meters.missed(5, .overflow, from: "pbx1")
    meters.login(.events, at: "pbx1", isUp: true)
    meters.login(.events, at: "pbx1", isUp: true)
    meters.login(.dial, at: "pbx1", isUp: true)
    meters.login(.dial, at: "pbx1", isUp: false)
    meters.login(.dial, at: "elsewhere", isUp: true)
    meters.did("listen", "done")
    meters.did("listen", "no-call")
    meters.attempted("rejected 34")
    meters.attempted("rejected 21")
    meters.failed("floor", "full")
    meters.follow("/nowhere/queue_log", of: "pbx1")
    meters.change(log: "pbx1") { log in
      log.lines = 12
      log.refused = 1
      log.lastError = Timestamp(seconds: 1_799_999_999)
      log.isInTrouble = true
    }
    let page = try ExpositionReader(
      MetricsPage(floor: Floor(nodes: ["pbx1"]), meters: meters)
        .text(at: now, start + .seconds(4))
    )
    #expect(page["switchboard_ami_events_total", ["node": "pbx1"]] == 2)
    #expect(page["switchboard_ami_last_event_age_seconds", ["node": "pbx1"]] == 3)
    #expect(page["switchboard_ami_gaps_total", ["node": "pbx1", "reason": "overflow"]] == 1)
    #expect(page["switchboard_ami_gaps_total", ["node": "pbx1", "reason": "disconnected"]] == 0)
    #expect(page["switchboard_ami_events_lost_total", ["node": "pbx1"]] == 5)
    #expect(page["switchboard_ami_connected", ["node": "pbx1", "user": "events"]] == 1)
    #expect(page["switchboard_ami_logins_total", ["node": "pbx1", "user": "events"]] == 1)
    #expect(page["switchboard_ami_connected", ["node": "pbx1", "user": "dial"]] == 0)
    #expect(page["switchboard_ami_connected", ["node": "elsewhere", "user": "dial"]] == nil)
    #expect(page["switchboard_deeds_total", ["command": "listen", "outcome": "no-call"]] == 1)
    #expect(page["switchboard_attempts_total", ["outcome": "rejected"]] == 2)
    #expect(page["switchboard_store_errors_total", ["file": "floor", "code": "full"]] == 1)
    #expect(page["switchboard_history_lines_total", ["node": "pbx1"]] == 12)
    #expect(page["switchboard_history_failing", ["node": "pbx1"]] == 1)
    #expect(
      page["switchboard_history_last_error_timestamp_seconds", ["node": "pbx1"]] == 1_799_999_999
    )
    #expect(page["switchboard_history_behind_bytes", ["node": "pbx1"]] == nil)
    #expect(page["switchboard_fastagi_refused_total", [:]] == 4)
  }

  /// Names are written by people.
  @Test func everyNameIsEscaped() throws {
    let name = "a\"b\\c\nd 销售 {}=,"
    let page = try ExpositionReader(
      MetricsPage(floor: Floor(nodes: [name]), meters: Meters()).text()
    )
    #expect(page["switchboard_ami_events_total", ["node": name]] == 0)
  }

  @Test func whatHappensMakesNoNewSeries() throws {
    let floor = Floor(nodes: ["pbx1"])
    let meters = Meters()
    let page = MetricsPage(floor: floor, meters: meters)
    for number in 0..<(MetricsPage.mostQueues + 20) { sign("1001", in: "q\(number)", on: floor) }
    enter("q1", "1", after: 1, on: floor)
    meters.attempted("rejected 1")
    let before = try ExpositionReader(page.text(at: now))
    for number in 2...200 {
      enter("q1", "\(number)", after: number, on: floor)
      meters.heard(from: "pbx1")
      meters.attempted("rejected \(number)")
    }
    let after = try ExpositionReader(page.text(at: now))
    let new = Set(after.values.keys).subtracting(before.values.keys).map(\.name)
    #expect(new == ["switchboard_ami_last_event_age_seconds"])
    #expect(after["switchboard_queues_left_out", ["node": "pbx1"]] == 20)
  }

  @Test(arguments: [
    "no_type 1\n", "# HELP a b\n# TYPE a gauge\na{b=\"c} 1\n", "# HELP a b\n# TYPE a gauge\na 1",
    "# HELP a b\n# TYPE a counter\na 1\n", "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
    "# HELP a b\n# TYPE a gauge\na NaN\n", "# HELP 1a b\n# TYPE 1a gauge\n1a 1\n",
  ])
  func theReaderIsStrict(text: String) {
    #expect(throws: ExpositionReader.Mistake.self) { try ExpositionReader(text) }
  }
}
