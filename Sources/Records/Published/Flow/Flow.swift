/// What a caller meets: nodes, of which only those are read that the call visits.
public struct Flow: Equatable, Sendable {
  /// Its name, as `flow NAME` calls it.
  public var name: String
  /// The node where it begins.
  public var start: String
  /// Where the key 0 leads at every node that gives it no other meaning: to a person.
  public var `operator`: Target?
  /// The nodes by name.
  public var nodes: [String: FlowNode]

  /// Describes a flow.
  public init(
    name: String,
    start: String,
    operator: Target? = nil,
    nodes: [String: FlowNode]
  ) {
    self.name = name
    self.start = start
    self.operator = `operator`
    self.nodes = nodes
  }
}

/// One step of a flow.
public indirect enum FlowNode: Equatable, Sendable {
  /// Prompts, of which one key leads on.
  case menu(Menu)
  /// Prompts, and then the next step.
  case play([PromptName], next: Target)
  /// Prompts and values.
  case say(Say)
  /// Digits that are asked for and examined.
  case collect(Collect)
  /// A secret number that proves who calls.
  case pin(PINCheck)
  /// The language in which the caller goes on.
  case language(LanguageChoice)
  /// Open or closed.
  case hours(String, open: Target, closed: Target)
  /// Variables.
  case set([Assignment], next: Target)
  /// Fields of a record, fetched into variables.
  case lookup(Lookup)
  /// The caller's voice.
  case record(VoiceMessage)
  /// A date and time that the caller takes.
  case appointment(AppointmentOffer)
  /// A queue, with what follows when nobody there takes the call.
  case queue(QueueEntry)
  /// A place outside, under a name.
  case go(Target)
}

/// A variable and what it is given.
public struct Assignment: Equatable, Sendable {
  /// The variable.
  public var variable: String
  /// What it is given.
  public var value: FlowValue

  /// Describes an assignment.
  public init(_ variable: String, _ value: FlowValue) {
    self.variable = variable
    self.value = value
  }
}

/// A value: written down, or a variable's, which is written in braces.
///
/// Variables are a call's own, on its channel as `SWB_DATA_NAME`. Some are there without being set:
/// `caller`, `dialled`, `language` and `now`.
public enum FlowValue: Equatable, Sendable, LosslessStringConvertible {
  /// What a variable holds.
  case variable(String)
  /// What is written down.
  case text(String)

  /// Reads the form that ``description`` writes.
  public init(_ text: String) {
    if text.utf8.count > 2, text.utf8.first == UInt8(ascii: "{"),
      text.utf8.last == UInt8(ascii: "}")
    {
      self = .variable(String(text.dropFirst().dropLast()))
    } else {
      self = .text(text)
    }
  }

  /// The text, or the variable's name in braces.
  public var description: String {
    switch self {
    case .variable(let name): "{\(name)}"
    case .text(let text): text
    }
  }
}
