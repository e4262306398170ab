import Programs
import Testing

/// The instructions that a call costs, counted: the same however busy the machine is.
@Suite(.enabled(if: isCounted, "the committed counts are those of x86_64"), .timeLimit(.minutes(5)))
struct InstructionTests {
  @Test(arguments: Program.all)
  func needsAtMostFivePercentOverTheCommittedCount(program: Program) throws {
    try expectAtMostFivePercentOver(program.name, program.countInstructions())
  }

  @Test func anEventNeedsAtMostFivePercentOverTheCommittedCount() throws {
    try expectAtMostFivePercentOver(ManagerEvents.name, ManagerEvents.countInstructions())
  }

  /// Agents and queues by the thousand cost an event nothing.
  @Test func anEventOfALargeFloorCostsTheBoardWhatOneOfASmallFloorDoes() throws {
    let small = try BoardEvents.countInstructions(.small)
    let large = try BoardEvents.countInstructions(.large)
    try expectAtMostFivePercentOver("\(BoardEvents.Floor.small)", small)
    try expectAtMostFivePercentOver("\(BoardEvents.Floor.large)", large)
    #expect(large <= small + small / 10, "\(small) instructions become \(large)")
  }

  private func expectAtMostFivePercentOver(_ name: String, _ count: Int) throws {
    let committed = try InstructionCounts(path: committedCounts)
    let limit = try #require(
      committed.counts[name].map { $0 + $0 / 20 },
      "no count of \(name) is committed: run scripts/bench counts"
    )
    #expect(
      count <= limit,
      """
      \(name) needs more instructions than it did when they were counted with \
      \(committed.origin). Find what costs so much (valgrind --tool=callgrind); if it is \
      worth that, run scripts/bench counts and commit the new counts.
      """
    )
  }
}

private let committedCounts =
  "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
  + "/Bench/instructions.tsv"

#if arch(x86_64)
private let isCounted = true
#else
private let isCounted = false
#endif
