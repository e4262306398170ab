import AGI
import Database
import Records

/// What the dialplan does when a script is done, as the variables that it reads.
struct NextStep {
  private(set) var variables: [Variable]

  /// A channel variable.
  typealias Variable = (name: String, value: String)

  /// Goes where a target says.
  ///
  /// - Parameters:
  ///   - target: Where.
  ///   - survey: The survey that follows a queue.
  /// - Throws: ``DatabaseError`` with code `configuration` for a node: it is a place within a flow,
  ///   and no script ends there.
  init(_ target: Target, survey: String? = nil) throws(DatabaseError) {
    variables =
      switch target {
      case .queue(let queue):
        Self.action("queue", ("SWB_QUEUE", queue), ("SWB_SURVEY", survey ?? ""))
      case .flow(let flow, let node):
        Self.action("flow", ("SWB_FLOW", flow), ("SWB_NODE", node ?? ""))
      case .announce(let prompt):
        Self.action("announce", ("SWB_PROMPT", prompt.path))
      case .extension(let number):
        Self.action("extension", ("SWB_EXTENSION", number))
      case .message(let mailbox):
        Self.action("message", ("SWB_MAILBOX", mailbox))
      case .survey(let survey):
        Self.action("survey", ("SWB_SURVEY", survey))
      case .callback(let queue):
        Self.action("callback", ("SWB_QUEUE", queue))
      case .forward(let number):
        Self.action("forward", ("SWB_EXTENSION", number))
      case .context(let context, let place):
        Self.action("context", ("SWB_CONTEXT", context), ("SWB_EXTENSION", place ?? "s"))
      case .hangup:
        Self.action("hangup")
      case .node(let node):
        throw DatabaseError(
          .configuration,
          doing: "going to \(node)",
          cause: "a node is no place outside its flow"
        )
      }
  }

  /// Tells that nobody is there, and takes a message for the queue.
  static let unserved = NextStep(variables: action("unserved"))

  /// The dialplan goes on where it is.
  static let nothing = NextStep(variables: [])

  private init(variables: [Variable]) {
    self.variables = variables
  }

  /// Sets one more variable.
  func with(_ name: String, _ value: String) -> NextStep {
    var step = self
    step.variables.append((name, value))
    return step
  }

  private static func action(_ name: String, _ more: Variable...) -> [Variable] {
    var variables: [Variable] = [("SWB_ACTION", name)]
    variables.append(contentsOf: more)
    return variables
  }
}

extension NextStep: Equatable {
  /// Whether both set the same variables to the same values, in the same order.
  static func == (left: NextStep, right: NextStep) -> Bool {
    left.variables.elementsEqual(right.variables, by: ==)
  }
}
