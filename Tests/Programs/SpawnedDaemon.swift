/// The release `switchboardd`, and the port where it answers.
public struct SpawnedDaemon {
  /// The daemon itself.
  public let process: SpawnedProgram
  /// Where it listens.
  public let port: UInt16
  /// The line by which it said that it is ready.
  public let readiness: String

  /// Starts it on a store, with a limit as `ulimit` is told it, and waits until it is ready.
  ///
  /// It has no control socket unless one is named.
  public init(
    on store: ExampleStore,
    limit: String = "-c 0",
    control: String = "",
    environment: [String] = []
  ) throws {
    let start = "ulimit \(limit) && exec \"$0\" --listen 127.0.0.1:0 --control '\(control)'"
    process = try SpawnedProgram(
      "/bin/sh",
      ["-c", start, releaseProgram("switchboardd")],
      environment: store.environment + environment
    )
    readiness = try process.line() ?? ""
    let number = readiness.split(separator: "127.0.0.1:").last?.prefix { $0.isNumber }
    guard let port = number.flatMap({ UInt16($0) }) else {
      throw SpawnedProgram.Failure(description: "switchboardd: \(readiness)")
    }
    self.port = port
  }

  /// Starts it with these words alone, for what it says.
  public static func asked(_ words: String...) throws -> SpawnedProgram {
    try SpawnedProgram(releaseProgram("switchboardd"), words)
  }
}
