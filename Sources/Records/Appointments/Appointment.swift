/// A date and time that a caller took.
public struct Appointment: Equatable, Sendable {
  /// Its number.
  public var id: Int
  /// The book that it is written in.
  public var book: String
  /// When it begins.
  public var start: Timestamp
  /// How long it is.
  public var length: Duration
  /// The call in which it was taken.
  public var call: CallKey
  /// Who took it.
  public var caller: PhoneNumber
  /// When it was taken.
  public var at: Timestamp
  /// What became of it.
  public var state: State

  /// What can become of an appointment.
  public enum State: String, CaseIterable, Sendable {
    /// It holds.
    case booked
    /// It was given up, and its place is free.
    case cancelled
  }

  /// Describes an appointment; the store gives it its number.
  public init(
    in book: String,
    start: Timestamp,
    length: Duration,
    of call: CallKey,
    for caller: PhoneNumber,
    at moment: Timestamp
  ) {
    id = 0
    self.book = book
    self.start = start
    self.length = length
    self.call = call
    self.caller = caller
    at = moment
    state = .booked
  }
}
