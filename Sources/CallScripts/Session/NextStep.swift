import AGI
import Database
import Records

/// What the dialplan does when a script is done, as the variables that it reads.
struct NextStep: Equatable {
  private(set) var variables: [Variable]

  struct Variable: Equatable {
    var name: String
    var value: String
  }

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

  private init(variables: [Variable]) {
    self.variables = variables
  }

  /// Sets one more variable.
  func with(_ name: String, _ value: String) -> NextStep {
    var step = self
    step.variables.append(Variable(name: name, value: value))
    return step
  }

  func tell(_ call: Call) throws(AGIError) {
    for variable in variables { try call.set(variable.name, to: variable.value) }
  }

  private static func action(_ name: String, _ more: (String, String)...) -> [Variable] {
    [Variable(name: "SWB_ACTION", value: name)] + more.map { Variable(name: $0.0, value: $0.1) }
  }
}
