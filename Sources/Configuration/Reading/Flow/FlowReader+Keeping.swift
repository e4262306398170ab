import Records

/// Nodes that keep something for people: messages and appointments.
extension FlowReader {
  mutating func record(_ section: Section) -> FlowNode? {
    section.allow(
      [
        ("record", "message-please"), ("mailbox", "100"), ("longest", "3m"), ("quiet", "6s"),
        ("next", "hangup"), ("otherwise", "hangup"),
      ] + Section.mannerKeys
    )
    let question = question("record", section, attempts: 2)
    let mailbox = section.needed("mailbox", example: "mailbox: 100")?.name(example: "100")
    guard let next = needed("next", section, example: "hangup"),
      let otherwise = optional("otherwise", section, else: next), let mailbox
    else { return nil }
    var message = VoiceMessage(for: mailbox, question, next: next, otherwise: otherwise)
    if let longest = section["longest"]?.duration(upTo: .seconds(3_600)) {
      message.longest = longest
    }
    if let quiet = section["quiet"]?.duration() { message.quiet = quiet }
    return .record(message)
  }

  mutating func appointment(_ section: Section) -> FlowNode? {
    section.allow(
      [
        ("appointment", "next-free"), ("book", "installation"), ("hours", "office"),
        ("slot", "30m"), ("choice", "press-1-to-take"), ("day", "enter-day"), ("booked", "booked"),
        ("notice", "2h"), ("days", "14"), ("places", "1"), ("next", "hangup"),
        ("full", "callback sales"), ("otherwise", "queue sales"),
      ] + Section.mannerKeys
    )
    let offer = section.needed("appointment", example: "appointment: next-free")?.prompts() ?? []
    let book = section.needed("book", example: "book: installation")?.name(example: "installation")
    let hoursItem = section.needed("hours", example: "hours: office")
    let hoursName = hoursItem?.name(example: "office")
    if let hoursItem, let hoursName { hours.append((hoursName, hoursItem)) }
    let question = question("choice", section)
    let slot = section.needed("slot", example: "slot: 30m")?.duration(upTo: .seconds(43_200))
    let next = needed("next", section, example: "hangup")
    let full = needed("full", section, example: "callback sales")
    let otherwise = needed("otherwise", section, example: "queue sales")
    guard let book, let hoursName, let slot, let next, let full, let otherwise else { return nil }
    guard slot >= .seconds(60) else {
      section["slot"]?.report(.shortSlot)
      return nil
    }
    var appointment = AppointmentOffer(
      book,
      hours: hoursName,
      offer: offer,
      question: question,
      slot: slot,
      next: next,
      full: full,
      otherwise: otherwise
    )
    appointment.day = section["day"]?.prompts() ?? []
    appointment.booked = section["booked"]?.prompts() ?? []
    if let notice = section["notice"]?.duration(upTo: .seconds(30 * 86_400)) {
      appointment.notice = notice
    }
    if let days = section["days"]?.integer(from: 1, to: 366) { appointment.days = days }
    if let places = section["places"]?.integer(from: 1, to: 1_000) { appointment.places = places }
    written.insert("appointment")
    return .appointment(appointment)
  }
}
