import ArgumentParser
import Configuration
import Database
import Foundation
import Records
import Synchronization

/// Looks for what is wrong with an installation.
struct Doctor: Command {
  static let configuration = CommandConfiguration(
    abstract: "Look for what is wrong with this installation; each finding with its remedy.",
    discussion: """
      Looks at the store, the daemon, each Asterisk under "servers" of switchboard.yaml as it is \
      published, and, where Asterisk is on this machine, its programs, sounds and log. Nothing is \
      changed and nobody is rung. An empty --control says that there is to be no daemon. Run it as root, or as the user of the daemon: passwords must be \
      read. The exit code is 1 when something is wrong; warnings alone are not.
      """
  )

  @Option(help: "Asterisk's configuration, when it is on this machine.")
  var etc = "/etc/asterisk"

  @OptionGroup var daemon: DaemonOption
  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  /// How long Asterisk's console may take for one answer.
  private static let consoleLimit = Duration.seconds(5)

  func answer(in world: World) throws -> DoctorReport {
    let location = try store.location(in: world)
    var found = StoreExamination(location: location).run()
    let control = daemon.path(in: world)
    if !control.isEmpty { found = found + DaemonExamination(path: control).run() }
    var settings = Settings()
    do {
      let centre = try published(location)
      settings = centre?.settings ?? settings
      found = found + servers(of: centre, in: world)
    } catch let error as DatabaseError {
      // A store that cannot be opened is told already.
      if found.findings.isEmpty {
        found.findings.append(Finding(StoreExamination.place, "configuration", Failure(error)))
      }
    }
    found =
      found
      + AsteriskExamination(etc: etc, store: location, settings: settings, world: world).run()
    return DoctorReport(found, in: world)
  }

  private func published(_ location: StoreLocation) throws -> PublishedConfiguration? {
    let store = try Store(at: location, .administrator)
    guard let live = try store.liveHead() else { return nil }
    return try store.revision(begunWith: live.number).centre()
  }

  private func servers(of centre: PublishedConfiguration?, in world: World) -> Examination {
    guard let centre else { return Examination(findings: [Phrases.nothingPublished]) }
    guard !centre.servers.isEmpty else { return Examination(findings: [Phrases.nobodyFollowed]) }
    let queues = Set(centre.queues.map(\.name))
    let console = AsteriskCommand(centre.settings.asteriskCommand)
    return centre.servers.reduce(Examination()) { found, server in
      let examination = ServerExamination(server: server, queues: queues)
      let classes = ReadClassExamination(server: server) { command in
        console.answer(to: command, within: Self.consoleLimit, in: world)
      }
      return found + waiting { await examination.run() } + classes.run()
    }
  }
}

/// Waits on this thread for what happens on others.
private func waiting<Result: Sendable>(
  for body: @escaping @Sendable () async -> Result
) -> Result {
  let (answer, done) = (Answer<Result>(), DispatchSemaphore(value: 0))
  Task {
    let result = await body()
    answer.value.withLock { $0 = result }
    done.signal()
  }
  while true {
    done.wait()
    if let result = answer.value.withLock({ $0 }) { return result }
  }
}

private final class Answer<Result: Sendable>: Sendable {
  let value = Mutex<Result?>(nil)
}

/// What the doctor found.
struct DoctorReport: Report {
  var findings: [Line]
  /// What was seen to be well, or was not looked at.
  var notes: [String]

  struct Line: Encodable {
    var place: String
    var code: String
    var what: String
    var fix: String
    /// Whether everything works all the same.
    var isWarning: Bool
  }

  init(_ found: Examination, in world: World) {
    findings = found.findings.map { finding in
      Line(
        place: finding.place,
        code: finding.code,
        what: world.text(finding.what),
        fix: world.text(finding.fix),
        isWarning: finding.isWarning
      )
    }
    notes = found.notes.map(world.text)
  }

  var isGood: Bool { findings.allSatisfy(\.isWarning) }

  func text(in world: World) -> String {
    let lines = findings.map { finding in
      let mark = finding.isWarning ? world.text(Phrases.warning) + ": " : ""
      return "\(finding.place): \(mark)\(finding.what)\n    \(finding.fix)"
    }
    let wrong = findings.count { !$0.isWarning }
    let warnings = findings.count - wrong
    let said =
      [world.text(Phrases.foundWrong(wrong))]
      + (warnings > 0 ? [world.text(Phrases.warnings(warnings))] : [])
    return (notes + lines + [said.joined(separator: ", ")]).joined(separator: "\n")
  }
}
