extension IVRStep {
  /// What happens at a node.
  ///
  /// An open list: a newer program may have stored what this one has no name for.
  public struct Event: RawRepresentable, Hashable, Sendable {
    /// The event as it is stored.
    public let rawValue: String

    /// The event of that name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// A key led on.
    public static let key = Event(rawValue: "key")
    /// A key led nowhere, or digits did not do.
    public static let wrong = Event(rawValue: "wrong")
    /// No key came.
    public static let silence = Event(rawValue: "silence")
    /// The attempts were used up.
    public static let otherwise = Event(rawValue: "otherwise")
    /// The caller asked for a person.
    public static let person = Event(rawValue: "person")
    /// The prompts were played.
    public static let played = Event(rawValue: "played")
    /// A prompt has no sound file; the target names it.
    public static let missing = Event(rawValue: "missing")
    /// A value could not be spoken: there is none, or it is no such value.
    public static let unsaid = Event(rawValue: "unsaid")
    /// Digits were taken.
    public static let entered = Event(rawValue: "entered")
    /// The caller said that the digits are wrong.
    public static let corrected = Event(rawValue: "corrected")
    /// The PIN was right.
    public static let proved = Event(rawValue: "proved")
    /// The PIN was wrong.
    public static let denied = Event(rawValue: "denied")
    /// Too many PINs were wrong.
    public static let locked = Event(rawValue: "locked")
    /// It is open now.
    public static let open = Event(rawValue: "open")
    /// It is closed now.
    public static let closed = Event(rawValue: "closed")
    /// Variables were set.
    public static let set = Event(rawValue: "set")
    /// There is such a record.
    public static let found = Event(rawValue: "found")
    /// There is no such record.
    public static let unknown = Event(rawValue: "unknown")
    /// Nobody answered, or something broke.
    public static let failed = Event(rawValue: "failed")
    /// A message was recorded.
    public static let recorded = Event(rawValue: "recorded")
    /// An appointment was taken.
    public static let booked = Event(rawValue: "booked")
    /// No appointment is free.
    public static let full = Event(rawValue: "full")
    /// The flow was left.
    public static let left = Event(rawValue: "left")
    /// The caller hung up.
    public static let hangup = Event(rawValue: "hangup")
  }
}
