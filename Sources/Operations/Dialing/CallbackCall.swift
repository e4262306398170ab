public import AMI

/// One attempt to bring a customer and an agent of a queue together.
public struct CallbackCall: Sendable, Equatable {
  /// Who is rung first.
  public enum Order: String, Sendable, CaseIterable {
    /// The customer, who is then in the queue.
    case customerFirst = "customer-first"
    /// An agent of the queue, who then hears the customer's phone ring.
    case agentFirst = "agent-first"
  }

  /// The customer's number, as it is dialled.
  public var number: String
  /// The queue.
  public var queue: String
  /// The survey that the customer is asked when the agent hangs up.
  public var survey: String?
  /// Who is rung first.
  public var order: Order
  /// The channel's Uniqueid, written down before anything is dialled: what became of a call whose answer
  /// was lost is asked by it.
  public var channelId: String

  /// Describes an attempt.
  public init(
    number: String,
    queue: String,
    survey: String? = nil,
    order: Order,
    channelId: String
  ) {
    self.number = number
    self.queue = queue
    self.survey = survey
    self.order = order
    self.channelId = channelId
  }

  /// What is asked of Asterisk.
  public var call: Originate {
    var call =
      switch order {
      case .customerFirst:
        Originate(
          channel: "Local/\(number)@switchboard-callback/n",
          to: .dialplan(context: "switchboard-callback-answered", extension: "s"),
          channelId: channelId
        )
      case .agentFirst:
        Originate(
          channel: "Local/s@switchboard-callback-queue/n",
          to: .dialplan(context: "switchboard-callback-customer", extension: "s"),
          channelId: channelId
        )
      }
    call.otherChannelId = channelId + "-other"
    call.ringing = order == .customerFirst ? .seconds(60) : .seconds(300)
    // What phones and trunks speak: linear would be translated at every hop. When the agent is first,
    // that also lets the agent's leg forget its ring tone (agents.conf, renew).
    call.codecs = ["ulaw", "alaw"]
    call.callerId = "<\(number)>"
    // Both halves of the Local channel need them.
    call.variables = [.init("__SWB_QUEUE", queue), .init("__SWB_CUSTOMER", number)]
    // The customer's own leg goes into the queue.
    if let survey { call.variables.append(.init("_SWB_SURVEY", survey)) }
    return call
  }
}
