/// What an event costs the board, on floors of two sizes.
public enum BoardEvents {
  /// How large a floor is.
  public struct Floor: Sendable, CustomStringConvertible {
    /// How many agents there are.
    public let agents: Int
    /// How many queues.
    public let queues: Int

    /// As many agents a queue as on the large one.
    public static let small = Floor(agents: 50, queues: 2)
    /// The largest that is promised.
    public static let large = Floor(agents: 5_000, queues: 200)

    /// The floor in words, by which its count is committed.
    public var description: String { "board, an event, \(agents) agents" }
  }

  /// The instructions of one event, from the message to what it touched.
  ///
  /// It is the difference between a run that takes the events and one that only makes them.
  public static func countInstructions(_ floor: Floor) throws(SpawnedProgram.Failure) -> Int {
    let events = 10_000
    let taken = try count(floor, events, "take")
    let skipped = try count(floor, events, "skip")
    return (taken - skipped) / events
  }

  /// Runs it once.
  ///
  /// - Returns: Events a second, and the most memory in KiB that was resident.
  public static func measure(
    _ floor: Floor,
    events: Int
  ) throws(SpawnedProgram.Failure) -> (rate: Int, memory: Int) {
    let reader = try SpawnedProgram(
      releaseProgram("board-reader"),
      ["\(floor.agents)", "\(floor.queues)", "\(events)", "take"]
    )
    let words = try reader.line()?.split(separator: " ") ?? []
    // It waits for its end to be asked for.
    let memory = try reader.peakMemory()
    reader.closeInput()
    guard let rate = words.first.flatMap({ Int($0) }), reader.wait().code == 0 else {
      throw SpawnedProgram.Failure(description: "board-reader said \(words)")
    }
    return (rate, memory)
  }

  /// Hashes are the same in every run, so that dictionaries are laid out alike.
  private static func count(
    _ floor: Floor,
    _ events: Int,
    _ wish: String
  ) throws(SpawnedProgram.Failure) -> Int {
    let profile = try Callgrind.profile(
      releaseProgram("board-reader"),
      ["\(floor.agents)", "\(floor.queues)", "\(events)", wish],
      environment: asteriskProcessEnvironment + ["SWIFT_DETERMINISTIC_HASHING=1"]
    ) { reader throws(SpawnedProgram.Failure) in
      reader.closeInput()
      let said = try reader.line() ?? ""
      guard wish == "skip" || !said.contains(" 0 ") else {
        throw SpawnedProgram.Failure(description: "board-reader: \(said): nothing was touched")
      }
    }
    return try Callgrind.instructions(in: profile)
  }
}
