import Records

/// What rules ask about a call; each is found out when it is first asked.
protocol RouteFacts: AnyObject {
  var caller: PhoneNumber { get }
  var dialled: PhoneNumber { get }
  var language: String { get }

  /// The skill that the call needs; empty is none.
  func skill() throws -> String
  /// Whether a number is on a list.
  func isListed(_ number: String, on list: String) throws -> Bool
  /// Whether it is open now.
  func isOpen(_ hours: String) throws -> Bool
  /// What holiday it is, if it is one.
  func holiday() throws -> CalendarDay?
  /// The name of the region that a number belongs to.
  func region(of number: String) throws -> String?
  /// How many callers wait in a queue; `nil` when Asterisk cannot tell.
  func waiting(in queue: String) throws -> Int?
  /// How many agents of a queue would get a call now; `nil` when Asterisk cannot tell.
  func free(in queue: String) throws -> Int?
  /// The agent whom the caller spoke with last.
  func lastAgent(of number: String) throws -> LastAgent?
  /// The agent who always takes the caller's calls.
  func fixedAgent(of number: String) throws -> String?
  /// Whether an agent can be rung now, for a queue if one is named.
  func isFree(_ agent: String, for queue: String?) throws -> Bool
  /// What the business system says.
  func business(_ socket: String, milliseconds: Int) throws -> BusinessResult
  /// How long ago a moment was, in seconds.
  func seconds(since moment: Timestamp) -> Int
}
