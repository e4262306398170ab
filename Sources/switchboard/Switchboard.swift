import ArgumentParser
import Database

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
      Calls.self,
      Why.self,
      EmergencyCommand.self,
      QueueCommand.self,
      NoticeCommand.self,
      SurveyCommand.self,
      ListCommand<Blacklist>.self,
      ListCommand<VIP>.self,
      StoreCommand.self,
      ListCommand<Whitelist>.self,
      ContactCommand.self,
      RegionCommand.self,
      MessageCommand.self,
      AppointmentCommand.self,
      CallbackCommand.self,
    ]
  )
}
