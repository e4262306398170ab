import AGI
import CallScripts
import Daemon
import Database
import Glibc
import Logging
import Records
import Schema
import ServiceLifecycle

// The daemon: brings the store to its shape, keeps it open, answers AGI(agi://...), follows the
// Asterisks and answers at the control socket.
// Under systemd it says when it is ready, and that it lives.
let wish = ServiceManagerReports.Wish.take()
// A log that is gone, a reload, or a file over its limit is no reason to drop calls.
for ignored in [SIGPIPE, SIGXFSZ, SIGHUP, SIGUSR1] { signal(ignored, SIG_IGN) }
do {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  if options.asksForHelp {
    print(Options.usage)
    exit(0)
  }
  let limit = DescriptorLimit.raised()
  let maximumCalls = min(options.maximumCalls, limit.calls)
  let location = options.location
  try StoreFiles.create(folder: location.folder, file: location.file)
  // As long as somebody has the store open, calls need not set up its shared memory.
  let connection = try Connection(path: location.file, .administrator)
  try Schema.migrate(connection)
  let server = try ScriptServer(
    location: location,
    address: options.address,
    port: options.port,
    allowed: options.allowed,
    maximumCalls: maximumCalls
  )
  let log = Logger(label: "switchboardd") { _ in LineLog() }
  let published = try PublishedFloor(location: location)
  let floor = try FloorJobs(
    servers: published.servers,
    location: location,
    control: options.control,
    published: { published.now },
    log: log
  )
  let history = HistoryKeeper(
    published.servers,
    in: location,
    keepDays: options.keepDays,
    log: log
  )
  let calls = CallJobs(server)
  var services = floor.services + [history, calls]
  // The last one ends first: systemd is told of the end when it begins.
  if let wish {
    services.append(ServiceManagerReports(wish, of: floor.lifeSigns + [calls.lifeSign], log: log))
  }
  let group = ServiceGroup(
    configuration: ServiceGroupConfiguration(
      services: services.map {
        .init(
          service: $0,
          successTerminationBehavior: .ignore,
          failureTerminationBehavior: .gracefullyShutdownGroup
        )
      },
      logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }
    )
  )
  stopOnSignals { Task { await group.triggerGracefulShutdown() } }
  let capped = maximumCalls < options.maximumCalls ? ": only \(limit.files) files may be open" : ""
  say(
    """
    \(ProgramVersion.current) answers agi://\(options.address):\(server.port)/, \
    at most \(maximumCalls) calls at once\(capped)
    """,
    to: STDOUT_FILENO
  )
  try await group.run()
  withExtendedLifetime(connection) {}
  say("stopped", to: STDOUT_FILENO)
} catch let error as UsageError {
  say("\(error.words)\n\(Options.usage)", to: STDERR_FILENO)
  exit(2)
} catch {
  say("\(error)", to: STDERR_FILENO)
  exit(1)
}

/// Writes a line at once, since who waits for it reads a pipe, yet never waits for a reader.
func say(_ words: String, to descriptor: Int32) {
  SideOutput.offer("switchboardd: \(words)", to: descriptor)
}
