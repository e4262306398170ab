/// A date and time that the caller takes: the next free one is told, 1 takes it, 2 tells the one
/// after it, and 3 asks for another day.
public struct AppointmentOffer: Equatable, Sendable {
  /// The book that it is written in.
  public var book: String
  /// The opening hours in which appointments are.
  public var hours: String
  /// What is played before a date and time that is offered.
  public var offer: [PromptName]
  /// What is asked after it, and how often.
  public var question: KeyQuestion
  /// What asks for a day, as four digits `MMDD`; none asks for no day.
  public var day: [PromptName] = []
  /// What is played before the date and time that was taken.
  public var booked: [PromptName] = []
  /// How long one appointment is.
  public var slot: Duration
  /// How long before it one may be taken.
  public var notice: Duration = .seconds(3_600)
  /// How many days from today they are offered.
  public var days = 14
  /// How many appointments may be at the same time.
  public var places = 1
  /// What follows an appointment that was taken.
  public var next: Target
  /// What follows when no date and time is free.
  public var full: Target
  /// What follows after the last attempt.
  public var otherwise: Target

  /// Describes an offer.
  public init(
    _ book: String,
    hours: String,
    offer: [PromptName],
    question: KeyQuestion,
    slot: Duration,
    next: Target,
    full: Target,
    otherwise: Target
  ) {
    self.book = book
    self.hours = hours
    self.offer = offer
    self.question = question
    self.slot = slot
    self.next = next
    self.full = full
    self.otherwise = otherwise
  }
}

extension AppointmentOffer {
  func append(to flat: inout FlatText) {
    flat.append("book", book)
    flat.append("hours", hours)
    flat.append(prompts: offer, as: "offer")
    question.append(to: &flat) { _ in }
    flat.append(prompts: day, as: "day")
    flat.append(prompts: booked, as: "booked")
    flat.append("slot", slot.milliseconds)
    flat.append("notice", notice.milliseconds)
    flat.append("days", days)
    flat.append("places", places)
    flat.append("next", next)
    flat.append("full", full)
    flat.append("otherwise", otherwise)
  }

  init?(_ flat: FlatText) {
    guard let book = flat["book"], let hours = flat["hours"], let question = KeyQuestion(flat),
      let slot = flat.duration("slot"), let notice = flat.duration("notice"),
      let days = flat["days"].flatMap(Int.init), let places = flat["places"].flatMap(Int.init),
      let next = flat.target("next"), let full = flat.target("full"),
      let otherwise = flat.target("otherwise")
    else { return nil }
    self.init(
      book,
      hours: hours,
      offer: flat.prompts("offer"),
      question: question,
      slot: slot,
      next: next,
      full: full,
      otherwise: otherwise
    )
    day = flat.prompts("day")
    booked = flat.prompts("booked")
    self.notice = notice
    self.days = days
    self.places = places
  }
}
