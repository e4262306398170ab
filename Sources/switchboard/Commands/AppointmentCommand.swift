import ArgumentParser
import Records

/// Dates and times that callers took.
struct AppointmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appointment",
    abstract: "Appointments that callers took: list them, or give one up.",
    subcommands: [List.self, Cancel.self]
  )

  struct List: Command {
    static let configuration = CommandConfiguration(
      abstract: "List the appointments to come, the next first."
    )

    @Argument(help: "One book; otherwise all.")
    var book: String?

    @OptionGroup var latest: Latest

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> AppointmentReport {
      let limit = try latest.checked()
      let store = try store.open(in: world)
      return AppointmentReport(
        appointments: try store.appointments(in: book, from: world.now(), limit: limit)
      )
    }
  }

  struct Cancel: Command {
    static let configuration = CommandConfiguration(
      abstract: "Give an appointment up: its place is free again."
    )

    @OptionGroup var appointment: NumberedItem

    var form: Form { appointment.form }

    func answer(in world: World) throws -> AppointmentReport {
      let (number, store) = (appointment.number, try appointment.store.open(in: world))
      guard try store.cancel(appointment: number, by: world.user, at: world.now()) else {
        throw Phrases.noAppointment(number)
      }
      return AppointmentReport(
        appointments: try store.appointments(from: world.now(), limit: 50)
      )
    }
  }
}

/// Appointments.
struct AppointmentReport: Report {
  var appointments: [Appointment]

  func text(in world: World) -> String {
    guard !appointments.isEmpty else { return world.text(Phrases.noAppointments) }
    let rows = appointments.map { appointment in
      [
        String(appointment.id), world.local(appointment.start),
        "\(appointment.length.components.seconds / 60) min", appointment.book,
        appointment.caller.normalised ?? world.text(Phrases.withheld), appointment.call.uniqueid,
      ]
    }
    return Table(Phrases.appointmentHead, world.language, rows).text
  }

  func encode(to encoder: any Encoder) throws {
    try ["appointments": appointments.map(AppointmentRow.init)].encode(to: encoder)
  }
}

/// One appointment, as scripts read it.
struct AppointmentRow: Encodable {
  var number: Int
  var book: String
  var start: String
  var minutes: Int
  var callerRaw: String
  var caller: String?
  var node: String
  var uniqueid: String
  var at: String
  var state: String

  init(_ appointment: Appointment) {
    number = appointment.id
    book = appointment.book
    start = appointment.start.precise
    minutes = Int(appointment.length.components.seconds / 60)
    callerRaw = appointment.caller.raw
    caller = appointment.caller.normalised
    node = appointment.call.node
    uniqueid = appointment.call.uniqueid
    at = appointment.at.precise
    state = appointment.state.rawValue
  }
}
