import AGI
import CallScripts
import Daemon
import Database
import Glibc
import Logging
import Records
import Schema
import ServiceLifecycle

// The daemon: brings the store to its shape, keeps it open, and leads on it, or waits until it may.
// Who leads answers AGI(agi://...), follows the Asterisks and answers at the control socket.
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
  let location = options.location
  // As long as somebody has the store open, calls need not set up its shared memory.
  let connection = try StoreRefusal.explained(at: location) {
    try StoreFiles.create(folder: location.folder, file: location.file)
    let connection = try Connection(path: location.file, .administrator)
    try Schema.migrate(connection)
    return connection
  }
  let log = Logger(label: "switchboardd") { _ in LineLog() }
  let leader = LeaderJobs(
    at: location,
    standsBy: options.standsBy,
    log: log,
    say: { say($0, to: STDOUT_FILENO) },
    { try options.jobs($0, limit, log) }
  )
  var services: [any Service] = [leader]
  // The last one ends first: systemd is told of the end when it begins.
  if let wish {
    services.append(ServiceManagerReports(wish, of: [leader.lifeSign], log: log))
  }
  let group = ServiceGroup(
    configuration: ServiceGroupConfiguration(
      services: services.map {
        .init(
          service: $0,
          successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .gracefullyShutdownGroup
        )
      },
      logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }
    )
  )
  stopOnSignals { Task { await group.triggerGracefulShutdown() } }
  do {
    try await group.run()
  } catch let error as DatabaseError {
    throw StoreRefusal(error, location.folder) ?? error
  }
  withExtendedLifetime(connection) {}
  say("stopped", to: STDOUT_FILENO)
} catch let error as UsageError {
  // The reason comes last: that is what systemctl status shows.
  SideOutput.offer(Options.usage, to: STDERR_FILENO)
  complain(error.words)
  exit(2)
} catch let error as NotLeading {
  complain("\(error)")
  exit(3)
} catch {
  complain("\(error)")
  exit(1)
}

/// Writes why the daemon ends.
func complain(_ words: String) {
  SideOutput.offer("\(Journal.mark(.error))switchboardd: \(words)", to: STDERR_FILENO)
}

/// Writes a line at once, since who waits for it reads a pipe, yet never waits for a reader.
func say(_ words: String, to descriptor: Int32) {
  SideOutput.offer("switchboardd: \(words)", to: descriptor)
}
