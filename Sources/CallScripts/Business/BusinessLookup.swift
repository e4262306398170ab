import Records

/// The business system: asked once a call where the call should go.
///
/// Whoever answers has a deadline. No answer in time is no answer: the rules decide then.
protocol BusinessLookup {
  /// Asks.
  ///
  /// - Returns: What was answered, or why there is no answer.
  func answer(to question: BusinessQuestion) -> BusinessResult
}

/// What the business system is told of a call.
struct BusinessQuestion: Equatable {
  var call: CallKey
  var caller: PhoneNumber
  /// The name that the network gave.
  var callerName: String
  var dialled: PhoneNumber
  var language: String
}

/// What the business system decides; what it leaves out is left to the rules.
struct BusinessAnswer: Equatable {
  /// Where the call goes.
  var target: Target?
  /// The place in the queue.
  var priority: Int?
  /// Which agents of the queue are rung.
  var penalties: Penalties?
  /// The number of an agent who is rung first.
  var agent: String?
  /// For how long.
  var ring: Duration?
  /// What the call carries on: `SWB_DATA_` and the name, by value.
  var data: [(name: String, value: String)] = []

  static func == (left: BusinessAnswer, right: BusinessAnswer) -> Bool {
    left.target == right.target && left.priority == right.priority
      && left.penalties == right.penalties && left.agent == right.agent && left.ring == right.ring
      && left.data.elementsEqual(right.data, by: ==)
  }
}

/// An answer, or why there is none.
typealias BusinessResult = Result<BusinessAnswer, BusinessFailure>

/// Why there is no answer, in a word that is stored.
enum BusinessFailure: String, Error {
  /// Nobody listens.
  case absent
  /// The deadline passed.
  case late
  /// What came is no answer.
  case garbage
  /// The call may not be asked about: a word that could not be written.
  case refused
}
