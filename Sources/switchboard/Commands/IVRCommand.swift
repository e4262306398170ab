import ArgumentParser

/// Flows.
struct IVRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ivr",
    abstract: "Count the ways that callers took through a flow.",
    subcommands: [IVRPaths.self]
  )
}
