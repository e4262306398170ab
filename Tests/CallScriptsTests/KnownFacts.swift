import Records

@testable import CallScripts

/// Facts as a test says them, with a count of what was asked.
final class KnownFacts: RouteFacts {
  let caller: PhoneNumber
  let dialled: PhoneNumber
  var language = "zh"
  var neededSkill = ""
  var listed: Set<String> = []
  var open: Set<String> = []
  var day: CalendarDay?
  var regions: [String: String] = [:]
  var waiting: [String: Int] = [:]
  var free: [String: Int] = [:]
  var last: LastAgent?
  var fixed: String?
  /// `1001`, or `1001 sales`.
  var freeAgents: Set<String> = []
  var answer: Result<BusinessAnswer, BusinessFailure> = .failure(.absent)
  var now = 1_000_000

  init(caller: String = "13811112222", dialled: String = "4008001234") {
    self.caller = PhoneNumber(caller)
    self.dialled = PhoneNumber(dialled)
  }

  func skill() -> String { neededSkill }
  func isListed(_ number: String, on list: String) -> Bool { listed.contains("\(list) \(number)") }
  func isOpen(_ hours: String) -> Bool { open.contains(hours) }
  func holiday() -> CalendarDay? { day }
  func region(of number: String) -> String? { regions[number] }
  func waiting(in queue: String) -> Int? { waiting[queue] }
  func free(in queue: String) -> Int? { free[queue] }
  func lastAgent(of number: String) -> LastAgent? { last }
  func fixedAgent(of number: String) -> String? { fixed }
  func isFree(_ agent: String, for queue: String?) -> Bool {
    freeAgents.contains(queue.map { "\(agent) \($0)" } ?? agent)
  }
  func business(_ socket: String, milliseconds: Int) -> Result<BusinessAnswer, BusinessFailure> {
    answer
  }
  func seconds(since moment: Timestamp) -> Int { now - moment.seconds }
}
