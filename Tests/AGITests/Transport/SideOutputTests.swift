import Glibc
import Testing

@testable import AGI

/// Lines for people go where there is room for them, and are never waited for.
@Suite(.timeLimit(.minutes(10))) struct SideOutputTests {
  @Test func aPipeWithRoomTakesTheLineAndAFullOneLosesIt() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    SideOutput.offer("first", to: ends[1])
    var block = [UInt8](repeating: 0, count: 4096)
    #expect(read(ends[0], &block, block.count) == 6)

    let flags = fcntl(ends[1], F_GETFL)
    _ = fcntl(ends[1], F_SETFL, flags | O_NONBLOCK)
    while write(ends[1], block, 1) == 1 {}
    _ = fcntl(ends[1], F_SETFL, flags)
    SideOutput.offer("lost", to: ends[1])
    #expect(fcntl(ends[1], F_GETFL) == flags)
  }

  @Test func aSocketThatNobodyReadsLosesTheLine() throws {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    for _ in 1...10_000 { SideOutput.offer("said often", to: ends[1]) }
    var block = [UInt8](repeating: 0, count: 11)
    #expect(read(ends[0], &block, block.count) == 11)
  }

  @Test func aPipeThatIsClosedRaisesNothing() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    SideOutput.offer("lost", to: ends[1])
    close(ends[1])
  }

  @Test func aFileIsWrittenWhereItsOwnerIs() throws {
    let file = try #require(tmpfile())
    defer { fclose(file) }
    for line in ["one", "two"] { SideOutput.offer(line, to: fileno(file)) }
    var block = [UInt8](repeating: 0, count: 100)
    #expect(pread(fileno(file), &block, block.count, 0) == 8)
  }
}
