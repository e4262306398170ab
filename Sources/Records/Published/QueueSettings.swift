/// What the centre says of a queue, as far as a call asks it.
///
/// How Asterisk rings its members is in ``QueueRinging``, which no call reads.
public struct QueueSettings: Equatable, Sendable {
  /// Its name, Asterisk's too.
  public var name: String
  /// The survey that follows when the agent hangs up.
  public var survey: String?
  /// The skills that its agents need, each with the lowest level, by name.
  public var skills: [Skill]
  /// When it is open: the name of opening hours, or always.
  public var hours: String?
  /// Where a caller goes outside the hours.
  public var closed: Target?
  /// The longest wait; `nil` is the site's `SWB_QUEUE_TIMEOUT`.
  public var timeout: Duration?
  /// Where a caller goes whom the queue does not take, or not in time.
  public var overflow: Overflow
  /// Whether calls are recorded; `nil` is the site's `SWB_RECORD`.
  public var recording: Bool?

  /// Describes a queue.
  public init(
    name: String,
    survey: String? = nil,
    skills: [Skill] = [],
    hours: String? = nil,
    closed: Target? = nil,
    timeout: Duration? = nil,
    overflow: Overflow = Overflow(),
    recording: Bool? = nil
  ) {
    self.name = name
    self.survey = survey
    self.skills = skills
    self.hours = hours
    self.closed = closed
    self.timeout = timeout
    self.overflow = overflow
    self.recording = recording
  }

  /// Where a caller goes whom the queue does not take.
  public struct Overflow: Equatable, Sendable {
    /// As many wait as may.
    public var full: Target?
    /// Nobody is signed in.
    public var empty: Target?
    /// The wait was too long.
    public var timeout: Target?
    /// All who are signed in have paused.
    public var paused: Target?

    /// Describes where callers go.
    public init(
      full: Target? = nil,
      empty: Target? = nil,
      timeout: Target? = nil,
      paused: Target? = nil
    ) {
      self.full = full
      self.empty = empty
      self.timeout = timeout
      self.paused = paused
    }

    /// One place for all reasons.
    public init(always target: Target) {
      self.init(full: target, empty: target, timeout: target, paused: target)
    }
  }
}

/// What somebody can do, and how well.
public struct Skill: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// How well, from ``lowest`` to ``highest``.
  public var level: Int

  /// The first step.
  public static let lowest = 1
  /// Nobody is better; whoever has this level has the penalty 0 in a queue.
  public static let highest = 10

  /// Describes a skill.
  public init(_ name: String, _ level: Int) {
    self.name = name
    self.level = level
  }
}

extension Skill {
  /// Reads the form in which it is published.
  init?(flat: String) {
    let words = flat.split(separator: " ")
    guard words.count == 2, let level = Int(words[1]) else { return nil }
    self.init(String(words[0]), level)
  }

  /// The form in which it is published.
  var flat: String { "\(name) \(level)" }
}

extension QueueSettings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("survey", survey)
    for skill in skills { flat.append("skill", skill.flat) }
    flat.append("hours", hours)
    flat.append("closed", closed)
    flat.append("timeout", timeout?.milliseconds)
    flat.append("full", overflow.full)
    flat.append("empty", overflow.empty)
    flat.append("slow", overflow.timeout)
    flat.append("paused", overflow.paused)
    flat.append("recording", recording)
    return flat
  }

  /// Reads the published form.
  ///
  /// What a newer program wrote and this one does not know is left out: the queue is there all the
  /// same, and its caller must get on.
  init(name: String, _ flat: FlatText) {
    self.init(name: name)
    for (key, value) in flat.lines {
      switch key {
      case "survey": survey = value
      case "skill": if let skill = Skill(flat: value) { skills.append(skill) }
      case "hours": hours = value
      case "closed": closed = Target(value)
      case "timeout": timeout = Int(value).map { .milliseconds($0) }
      case "full": overflow.full = Target(value)
      case "empty": overflow.empty = Target(value)
      case "slow": overflow.timeout = Target(value)
      case "paused": overflow.paused = Target(value)
      case "recording": recording = Bool(value)
      default: continue
      }
    }
  }
}
