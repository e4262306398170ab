/// The release `switchboardd`, and the port where it answers.
public struct SpawnedDaemon {
  /// The daemon itself.
  public let process: SpawnedProgram
  /// Where it listens; 0 for one that stands by.
  public let port: UInt16
  /// The line by which it said that it is ready.
  public let readiness: String

  /// Starts it on a store, with a limit as `ulimit` is told it, and waits until it is ready, or stands by.
  ///
  /// It has no control socket unless one is named, and takes a free port. What it says on standard error can
  /// be read as the rest of its output when `mergesErrors` says so.
  public init(
    on store: ExampleStore,
    limit: String = "-c 0",
    control: String = "",
    port: UInt16 = 0,
    options: String = "",
    environment: [String] = [],
    mergesErrors: Bool = false
  ) throws {
    let errors = mergesErrors ? " 2>&1" : ""
    let start = """
      ulimit \(limit) && \
      exec "$0" --listen 127.0.0.1:\(port) --control '\(control)' \(options)\(errors)
      """
    process = try SpawnedProgram(
      "/bin/sh",
      ["-c", start, releaseProgram("switchboardd")],
      environment: store.environment + environment
    )
    var line = try process.line() ?? ""
    // Among errors it need not be the first.
    while mergesErrors, !line.contains("agi://"), let next = try process.line() { line = next }
    readiness = line
    let number = line.split(separator: "agi://127.0.0.1:").last?.prefix { $0.isNumber }
    let isWaiting = line.hasPrefix("switchboardd: stands by: ")
    guard let port = isWaiting ? 0 : number.flatMap({ UInt16($0) }) else {
      throw SpawnedProgram.Failure(description: "switchboardd: \(readiness)")
    }
    self.port = port
  }

  /// Starts it with these words alone, for what it says.
  public static func asked(_ words: String...) throws -> SpawnedProgram {
    try SpawnedProgram(releaseProgram("switchboardd"), words)
  }
}
