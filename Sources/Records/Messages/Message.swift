/// What a caller said, for somebody to hear and call back.
public struct Message: Equatable, Sendable {
  /// Its number.
  public var id: Int
  /// The call.
  public var call: CallKey
  /// When it was left.
  public var at: Timestamp
  /// Whom it is for.
  public var mailbox: String
  /// Who left it.
  public var caller: PhoneNumber
  /// The sound file.
  public var file: String
  /// How long it is.
  public var length: Duration
  /// What became of it.
  public var state: State
  /// When that was, and who did it.
  public var changed: Timestamp
  /// Who did it; empty while it is new.
  public var changedBy: String

  /// What can become of a message.
  public enum State: String, CaseIterable, Sendable {
    /// Nobody has heard it.
    case new
    /// Somebody has heard it, and it is still to be dealt with.
    case heard
    /// It is dealt with.
    case done
  }

  /// Describes a message that was just left; the store gives it its number.
  public init(
    of call: CallKey,
    at moment: Timestamp,
    for mailbox: String,
    from caller: PhoneNumber,
    file: String,
    length: Duration
  ) {
    id = 0
    self.call = call
    at = moment
    self.mailbox = mailbox
    self.caller = caller
    self.file = file
    self.length = length
    state = .new
    changed = moment
    changedBy = ""
  }
}
