import Control
import Synchronization
import Testing

@testable import Daemon

/// Who finds a place at the control socket.
@Suite struct VisitorsTests {
  /// Visitors who stay until they are told to go.
  private final class Room: Sendable {
    let visitors = Visitors()
    private let (told, tell) = AsyncStream<String?>.makeStream()

    /// Lets one in, and says why there is no place.
    func enter(_ user: UInt32) async -> String? {
      visitors.enter(user) { [tell] trouble in
        tell.yield(trouble?.code)
        guard trouble == nil else { return }
        try? await Task.sleep(for: .seconds(3_600))
      }
      for await code in told { return code }
      return nil
    }
  }

  @Test func noUserKeepsTheOthersOutAndNobodyKeepsRootOut() async {
    let room = Room()
    for user: UInt32 in 1001...1004 {
      for _ in 1...64 { #expect(await room.enter(user) == nil) }
      #expect(await room.enter(user) == "busy")
    }
    #expect(await room.enter(1005) == "busy")
    #expect(await room.enter(0) == nil)
    // They are there until the end, and none is there after it.
    await room.visitors.end()
  }
}
