import AMI
import ArgumentParser
import Configuration
import Daemon
import Database
import Foundation
import Operations
import Records
import Reports
import Schema

/// Stands beside any Asterisk, and shows what is true there.
struct Observe: Command {
  static let configuration = CommandConfiguration(
    abstract:
      "Stand beside any Asterisk, changing nothing: the floor now, and the figures of its past.",
    discussion: """
      Reads events and lists by the manager interface, and queue_log with what was rotated beside it, \
      also compressed. Nothing on the other side is changed, and what is read is kept in a folder of \
      its own that goes with the command. The manager user needs read = agent,call and write = reporting. \
      It shows the queues and agents now; the figures of the last days; where Asterisk's own \
      ServicelevelPerf differs from the service level, and why; and who gave up and was not heard of \
      again. Ctrl-C ends it.
      """
  )

  @Option(help: ArgumentHelp("Where the manager interface listens.", valueName: "host:port"))
  var manager = "127.0.0.1:5038"

  @Option(help: ArgumentHelp("A manager user of manager.conf.", valueName: "name"))
  var user: String

  @Option(
    help: ArgumentHelp("A file with that user's secret as its first line.", valueName: "file")
  )
  var secretFile: String

  @Flag(help: "The manager interface speaks TLS (tlsenable, usually port 5039).")
  var tls = false

  @Option(
    help: ArgumentHelp(
      "As --tls, and this file's authority vouches for its certificate; otherwise the system's do.",
      valueName: "file"
    )
  )
  var tlsAuthority: String?

  @Option(
    help: ArgumentHelp(
      "The queue_log that Asterisk writes (otherwise \(usualLog), if it is there).",
      valueName: "file"
    )
  )
  var queueLog: String?

  /// Where Asterisk writes it unless told otherwise.
  private static let usualLog = "/var/log/asterisk/queue_log"

  @Option(help: "The figures of how many days.")
  var days = 30

  @OptionGroup var targets: QueueTargets

  @Flag(help: "Print once and end.")
  var once = false

  @OptionGroup var form: Form

  /// How long the first lists are waited for.
  private static let patience = Duration.seconds(15)
  /// How often figures of the past are made anew.
  private static let refresh = Duration.seconds(60)

  func answer(in world: World) throws -> ObserveReport {
    if form.json, !once { throw Phrases.liveJSON }
    guard (1...3_660).contains(days) else { throw Phrases.noDays }
    let settings = try targets.settings()
    let configuration = try configuration()
    // Before any other thread begins: they must not take these signals.
    let ending = EndSignals()
    let folder = try ScratchFolder.make("observe")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let log = queueLog ?? Self.usualLog
    let past = try ObservedPast(log, in: folder)
    if let trouble = past.trouble {
      // Of an Asterisk on another machine there is the floor alone.
      guard queueLog == nil else { throw Phrases.noQueueLog(trouble) }
      world.say(Phrases.noPast(trouble))
    } else {
      // A long log takes a while, and whoever has enough of it is not kept waiting.
      let lines = try past.read { ending.wait(milliseconds: 0) }
      guard let lines else { throw ExitCode(130) }
      world.say(Phrases.readLog(log, lines))
    }
    if !past.ignored.isEmpty {
      world.say(Phrases.ignoredFiles(past.ignored.joined(separator: " ")))
    }
    if !past.damaged.isEmpty {
      world.say(Phrases.damagedFiles(past.damaged.joined(separator: " ")))
    }
    if past.malformed > 0 { world.say(Phrases.lostLines(past.malformed)) }

    let watch = FloorWatch(configuration, node: ObservedPast.node)
    let watching = Task { await watch.run() }
    defer { watching.cancel() }
    let deadline = ContinuousClock.now + Self.patience
    while !watch.isSettled, ContinuousClock.now < deadline, !(once && watch.trouble != nil) {
      if ending.wait(milliseconds: 50) { break }
    }

    var report = try past.report(watch, days: days, settings, in: world)
    report.pastTrouble = past.trouble
    if once { return report }
    let screen = LiveScreen(in: world)
    try screen?.enter()
    defer { screen?.leave() }
    var isNews = true
    var next = ContinuousClock.now + Self.refresh
    repeat {
      guard try past.read(until: { ending.wait(milliseconds: 0) }) != nil else { break }
      if ContinuousClock.now >= next {
        report = try past.report(watch, days: days, settings, in: world)
        report.pastTrouble = past.trouble
        next = ContinuousClock.now + Self.refresh
        isNews = true
      }
      if report.look(at: watch, world.now()) { isNews = true }
      let text = report.text(in: world, anewEvery: Self.refresh)
      if let screen {
        try screen.draw(text) { world.text(Phrases.hiddenLines($0, "observe --once")) }
      } else if isNews {
        try world.output(text.printableLines + "\n")
      }
      isNews = false
    } while !ending.wait(milliseconds: 1_000)
    return report
  }

  private func configuration() throws -> AMI.Configuration {
    // An IPv6 address has colons of its own.
    guard let colon = manager.lastIndex(of: ":"),
      let port = UInt16(manager[manager.index(after: colon)...]), port > 0
    else { throw Phrases.noManager(manager) }
    let host = manager[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    guard !host.isEmpty else { throw Phrases.noManager(manager) }
    var configuration = AMI.Configuration(
      host: host,
      port: Int(port),
      tls: try encryption(),
      credentials: Credentials(username: user, secret: try secret())
    )
    configuration.longestWait = .seconds(5)
    return configuration
  }

  /// Who names an authority wants TLS.
  private func encryption() throws -> AMI.Configuration.TLS {
    guard let tlsAuthority else { return tls ? .verified : .off }
    do {
      _ = try readFile(tlsAuthority, limit: 1 << 20)
    } catch {
      throw Phrases.noAuthority(tlsAuthority, error.cause)
    }
    return .verifiedBy(authorities: tlsAuthority)
  }

  private func secret() throws -> String {
    let text: String
    do {
      text = String(decoding: try readFile(secretFile, limit: 4_096), as: UTF8.self)
    } catch {
      throw Phrases.noSecret(secretFile, error.cause)
    }
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard !line.isEmpty else { throw Phrases.noSecret(secretFile, "empty") }
    return line
  }
}

/// The signals by which a person ends a command, waited for instead of being struck by them.
struct EndSignals {
  private var signals = sigset_t()

  /// To be made before any other thread is started.
  init() {
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for so long; whether somebody wants the end.
  func wait(milliseconds: Int) -> Bool {
    var signals = signals
    var time = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
    return sigtimedwait(&signals, nil, &time) > 0
  }
}
