import AGI
import Database
import Records

extension Walk {
  /// A date and time that the caller takes: 1 takes what was offered, 2 hears the next, 3 another day.
  func take(_ offer: AppointmentOffer) throws -> Target {
    let now = Timestamp.now()
    var slots = try session.slots(of: offer, from: now)
    guard var slot = try slots.next() else { return full(offer) }
    while true {
      switch try answer(to: offer, at: slot) {
      case .person(let person): return toPerson(person)
      case .none: return otherwise(offer.otherwise)
      case .digits("1"):
        if let next = try book(slot, of: offer) { return next }
      case .digits("3"):
        guard let day = try askDay(offer, now) else { continue }
        slots.jump(to: max(day, session.earliest(offer, now)))
      case .digits: break
      }
      guard let next = try slots.next() else { return full(offer) }
      slot = next
    }
  }

  /// Offers one; a key other than those that mean something counts as an attempt.
  private func answer(to offer: AppointmentOffer, at slot: Timestamp) throws -> DigitOutcome {
    var question = offer.question
    let moment = Spoken.dateTime(try session.localTime(slot)).prompts(in: session.language)
    question.prompts = offer.offer + moment + offer.question.prompts
    let keys = offer.day.isEmpty ? "12" : "123"
    let person = person
    let chosen = try session.ask(question) { key in
      keys.contains(key) || key == "0" && person != nil ? key : nil
    } onMiss: {
      keepMiss($0)
    }
    keepMissing()
    guard let key = chosen?.key else { return .none }
    if key == "0", let person { return .person(person) }
    if key != "1" { keep(.key, String(key)) }
    return .digits(String(key))
  }

  private func askDay(_ offer: AppointmentOffer, _ now: Timestamp) throws -> Timestamp? {
    var question = offer.question
    question.prompts = offer.day
    let today = try session.localTime(now)
    var day: Timestamp?
    let outcome = try ask(question, by: DigitRules(4...4, isSecret: false)) { digits in
      guard let date = KeyedDate(digits, today: today, .future), let midnight = date.midnight else {
        keep(.wrong, digits)
        return .again
      }
      day = try session.moment(midnight)
      return .accepted
    }
    if case .person = outcome { return nil }
    return day
  }

  /// Books what was offered; `nil` when somebody else was quicker.
  private func book(_ slot: Timestamp, of offer: AppointmentOffer) throws -> Target? {
    do throws(DatabaseError) {
      guard try session.book(offer, at: slot) else { return nil }
    } catch {
      // What is not kept is not promised.
      session.fail(error)
      keep(.failed, "store")
      return otherwise(offer.otherwise)
    }
    return try booked(offer, at: slot)
  }

  private func booked(_ offer: AppointmentOffer, at slot: Timestamp) throws -> Target {
    let time = try session.localTime(slot)
    let text = Session.written(time)
    try session.set("appointment", to: text)
    keep(.booked, text, target: offer.next)
    let moment = Spoken.dateTime(time).prompts(in: session.language)
    if !offer.booked.isEmpty { try session.play(offer.booked + moment, cutBy: .keypad) }
    keepMissing()
    return offer.next
  }

  private func full(_ offer: AppointmentOffer) -> Target {
    keep(.full, target: offer.full)
    return offer.full
  }
}

extension Session {
  fileprivate func earliest(_ offer: AppointmentOffer, _ now: Timestamp) -> Timestamp {
    Timestamp(seconds: now.seconds + Int(offer.notice.components.seconds))
  }

  fileprivate func slots(
    of offer: AppointmentOffer,
    from now: Timestamp
  ) throws(DatabaseError) -> Slots {
    let revision = revision
    return Slots(
      zone: try zone(),
      length: offer.slot,
      from: earliest(offer, now),
      until: Timestamp(seconds: now.seconds + offer.days * 86_400),
      places: offer.places,
      taken: try store.taken(in: offer.book, from: now),
      isOpen: { moment throws(DatabaseError) in try revision.isOpen(offer.hours, at: moment) }
    )
  }

  /// The moment at which the centre's clocks show a time.
  fileprivate func moment(_ time: CivilTime) throws(DatabaseError) -> Timestamp {
    let zone = try zone()
    let local = time.secondsSince1970
    let guess = local - zone.offset(at: Timestamp(seconds: local))
    return Timestamp(seconds: local - zone.offset(at: Timestamp(seconds: guess)))
  }

  /// Books, unless somebody else was quicker.
  fileprivate func book(_ offer: AppointmentOffer, at slot: Timestamp) throws(DatabaseError) -> Bool
  {
    let appointment = Appointment(
      in: offer.book,
      start: slot,
      length: offer.slot,
      of: key,
      for: try caller(),
      at: .now()
    )
    return try store.book(appointment, places: offer.places)
  }
}

extension CivilTime {
  /// Seconds from the beginning of 1970 to this time, as if there were no zones.
  fileprivate var secondsSince1970: Int {
    ((CivilTime.days(year: year, month: month, day: day) * 24 + hour) * 60 + minute) * 60 + second
  }
}
