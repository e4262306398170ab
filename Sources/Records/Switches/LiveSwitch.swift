/// What a supervisor has switched while calls come in: it holds from the next call on.
public struct LiveSwitch: Equatable, Sendable {
  /// What is switched.
  public var kind: Kind
  /// The queue; ``everyQueue`` is every one, and the emergency switch has none.
  public var name: String
  /// The flow, `open` or `closed`, the prompt.
  public var value: String
  /// Until when it holds; `nil` is until it is taken back.
  public var until: Timestamp?
  /// Who switched it.
  public var author: String
  /// When.
  public var at: Timestamp

  /// What can be switched.
  public enum Kind: String, Sendable {
    /// All calls go to one flow.
    case emergency
    /// A queue is open or closed, whatever its hours say.
    case queue
    /// A prompt is played before a queue.
    case notice
  }

  /// The name that stands for every queue.
  public static let everyQueue = "*"
  /// A queue's value: it takes nobody.
  public static let closed = "closed"
  /// A queue's value: it takes callers outside its hours too.
  public static let open = "open"

  /// Describes a switch.
  public init(
    _ kind: Kind,
    name: String = "",
    value: String,
    until: Timestamp? = nil,
    author: String,
    at moment: Timestamp
  ) {
    self.kind = kind
    self.name = name
    self.value = value
    self.until = until
    self.author = author
    at = moment
  }
}

/// What is switched at one moment.
public struct LiveSwitches: Equatable, Sendable {
  /// The switches that hold.
  public var all: [LiveSwitch]

  /// Nothing but these.
  public init(_ all: [LiveSwitch] = []) {
    self.all = all
  }

  /// The flow that all calls go to.
  public var emergency: String? { self[.emergency, ""] }

  /// Whether a queue was opened or closed by hand; `nil` when its hours decide.
  public func isOpen(_ queue: String) -> Bool? {
    self[.queue, queue].map { $0 == LiveSwitch.open }
  }

  /// The prompt that is played before a queue.
  public func notice(before queue: String) -> PromptName? {
    (self[.notice, queue] ?? self[.notice, LiveSwitch.everyQueue]).map(PromptName.init)
  }

  private subscript(kind: LiveSwitch.Kind, name: String) -> String? {
    all.first { $0.kind == kind && $0.name == name }?.value
  }
}

/// One line of the audit: who switched what, when, and how.
public struct SwitchAudit: Equatable, Sendable {
  /// When.
  public var at: Timestamp
  /// Who.
  public var author: String
  /// How.
  public var via: Way
  /// The phone's number, for who switched by phone.
  public var phone: String
  /// What: a switch's kind, or `pin` for a wrong PIN, or `locked` for a phone that is locked out.
  public var kind: String
  /// The queue, if it is about one.
  public var name: String
  /// What it was switched to; empty when it was taken back.
  public var value: String
  /// Until when it holds.
  public var until: Timestamp?

  /// The ways to switch.
  public enum Way: String, Sendable {
    /// By the command-line tool.
    case command
    /// By phone, with a PIN.
    case phone
  }

  /// Describes a line.
  public init(
    at moment: Timestamp,
    author: String,
    via: Way,
    phone: String = "",
    kind: String,
    name: String = "",
    value: String = "",
    until: Timestamp? = nil
  ) {
    at = moment
    self.author = author
    self.via = via
    self.phone = phone
    self.kind = kind
    self.name = name
    self.value = value
    self.until = until
  }
}
