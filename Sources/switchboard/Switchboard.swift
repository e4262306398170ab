import ArgumentParser
import Database
import Glibc

/// The command-line tool: the administrator's and the supervisor's hand.
@main
struct Switchboard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "switchboard",
    abstract: "A call centre on Asterisk: its configuration, its lists and its answers.",
    version: ProgramVersion.current.description,
    subcommands: [
      Check.self,
      SchemaCommand.self,
      Apply.self,
      Revisions.self,
      Rollback.self,
      Diff.self,
      AgentCommand.self,
      PromptsCommand.self,
      IVRCommand.self,
      Queues.self,
      Agents.self,
      Listen.self,
      Whisper.self,
      Barge.self,
      Calls.self,
      ReportCommand.self,
      Audit.self,
      MetricsCommand.self,
      Observe.self,
      Why.self,
      EmergencyCommand.self,
      QueueCommand.self,
      NoticeCommand.self,
      SurveyCommand.self,
      ListCommand<Blacklist>.self,
      ListCommand<VIP>.self,
      StoreCommand.self,
      Doctor.self,
      ListCommand<Whitelist>.self,
      ContactCommand.self,
      RegionCommand.self,
      MessageCommand.self,
      AppointmentCommand.self,
      CallbackCommand.self,
    ]
  )

  static func main() {
    // Who may write no longer file is told so, as on a full disk.
    signal(SIGXFSZ, SIG_IGN)
    let (output, errors) = (StandardFile(STDOUT_FILENO), StandardFile(STDERR_FILENO))
    let words = Array(CommandLine.arguments.dropFirst())
    if let unknown = UnknownCommand(words, of: Self.self) {
      World.live.say(unknown.words)
      Glibc.exit(ExitCode.validationFailure.rawValue)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      // What stood on the command line comes back in the words of a failure.
      if !text.isEmpty {
        try? code.isSuccess ? output.write(text) : errors.write(text.printableLines)
      }
      Glibc.exit(code.rawValue)
    }
  }
}
