import ArgumentParser
import Configuration
import Operations
import Records
import Reports

/// Figures of what queues and agents did.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Put figures together of what queues and agents did.",
    subcommands: [QueueReport.self, AgentReport.self]
  )

  struct QueueReport: Command {
    static let configuration = CommandConfiguration(
      commandName: "queues",
      abstract: "Service level with its rivals, abandons, waits: per queue, and per interval.",
      discussion: """
        Made of queue_log, which switchboardd keeps for servers with queue_log in switchboard.yaml. \
        Service level is answered within --target of offered but short abandons. Its rivals: \
        answeredOnly leaves out who gave up, which Asterisk's ServicelevelPerf does; abandonsWithin \
        counts giving up in time as success. A call belongs to the interval in which it came. Each \
        queue is judged by all who came to it; in the line of all queues a caller who went from one \
        to another counts once. Whom the queue let go with the promise of a callback for it is \
        converted, and shown under callback.
        """
    )

    @OptionGroup var span: ReportSpan

    @Option(help: "A line for each interval: 15m, 30m, 1h, 1d; otherwise one for all of the time.")
    var interval: String?

    @OptionGroup var targets: QueueTargets

    @Flag(help: "Answer in comma-separated values.")
    var csv = false

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> QueueFiguresReport {
      if csv, form.json { throw Phrases.twoForms }
      let length = try interval.map { try Self.length(of: $0) }
      let floor = try store.floor(in: world)
      let range = try span.range(in: world)
      let settings = try targets.settings(
        intervals: Intervals(of: length ?? .seconds(86_400), offset: world.clock.offset)
      )
      let figures = try floor.figures(
        of: floor.nodes(),
        in: range,
        settings,
        queue: span.queue,
        promises: try store.open(in: world).promises(since: range.lowerBound)
      )
      let lacks = try store.lacks(floor, in: range, in: world)
      if csv { lacks.say(in: world) }
      return QueueFiguresReport(
        span: range,
        settings: settings,
        rows: length == nil ? figures.queues.queues : figures.queues.figures,
        total: figures.total,
        lacks: lacks,
        isCSV: csv
      )
    }

    /// What divides an hour or a day, or a day.
    private static func length(of text: String) throws -> Duration {
      let units = ["m": (60, 60), "h": (3_600, 24), "d": (86_400, 1)]
      guard let (unit, most) = units[String(text.suffix(1))], let count = Int(text.dropLast()),
        (1...most).contains(count), most % count == 0
      else { throw Phrases.noInterval(text) }
      return .seconds(count * unit)
    }
  }

  struct AgentReport: Command {
    static let configuration = CommandConfiguration(
      commandName: "agents",
      abstract: "Talk, rings in vain, pauses by reason, time signed in: per agent.",
      discussion: """
        Made of queue_log, which switchboardd keeps for servers with queue_log in switchboard.yaml. It \
        knows of queues alone: what agents dial themselves is not in it. Who is signed in to several \
        queues, or pauses in several, counts once. Who signed in more than a day before the time that is \
        asked for counts only from the next line about them.
        """
    )

    @OptionGroup var span: ReportSpan

    @Flag(help: "Answer in comma-separated values.")
    var csv = false

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> AgentFiguresReport {
      if csv, form.json { throw Phrases.twoForms }
      let floor = try store.floor(in: world)
      let range = try span.range(in: world)
      let figures = try floor.figures(of: floor.nodes(), in: range, queue: span.queue)
      let lacks = try store.lacks(floor, in: range, in: world)
      if csv { lacks.say(in: world) }
      return AgentFiguresReport(
        span: range,
        agents: figures.agents.agents,
        lacks: lacks,
        isCSV: csv
      )
    }
  }
}
