import Control
import Logging
import Records
import ServiceLifecycle
import Synchronization
import Testing

@testable import Daemon

/// Which Asterisks are followed is what is published, at each moment.
@Suite(.timeLimit(.minutes(10))) final class FollowedServersTests: Sendable {
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let wanted = Mutex<Result<[ServerSettings], DaemonError>>(.success([]))

  private func server(_ name: String, _ manager: String = "127.0.0.1:5038") -> ServerSettings {
    ServerSettings(name: name, manager: manager, secrets: "/nowhere")
  }

  /// Says when it begins and when it ends.
  private struct Job: Service {
    let name: String
    let say: @Sendable (String) -> Void

    func run() async throws {
      say("begins \(name)")
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(600)) }
      say("ends \(name)")
    }
  }

  @Test func whatComesGoesOrChangesIsFollowed() async throws {
    let (stream, heard) = AsyncStream<String>.makeStream()
    let say: @Sendable (String) -> Void = { heard.yield($0) }
    let followed = FollowedServers(
      { [self] in try wanted.withLock { $0 }.get() },
      told: { say("told \($0.map(\.name).joined(separator: " "))") },
      log: log,
      begin: { [Job(name: "\($0.name) at \($0.manager)", say: say)] },
      end: { say("gone \($0)") }
    )
    func next(_ count: Int) async -> [String] {
      var all: [String] = []
      for await word in stream {
        all.append(word)
        if all.count == count { break }
      }
      return all
    }
    let group = ServiceGroup(services: [followed], logger: log)
    async let end: Void = group.run()
    wanted.withLock { $0 = .success([server("one", "a:1"), server("two", "b:2")]) }
    #expect(Set(await next(3)) == ["told one two", "begins one at a:1", "begins two at b:2"])
    // What cannot be read changes nothing.
    wanted.withLock { $0 = .failure(DaemonError("locked")) }
    wanted.withLock { $0 = .success([server("one", "c:3"), server("two", "b:2")]) }
    #expect(await next(3) == ["told one two", "ends one at a:1", "begins one at c:3"])
    wanted.withLock { $0 = .success([server("two", "b:2")]) }
    #expect(await next(3) == ["told two", "ends one at c:3", "gone one"])
    await group.triggerGracefulShutdown()
    #expect(await next(1) == ["ends two at b:2"])
    try await end
  }

  @Test func whoFollowsTheFloorIsToldOfWhatIsGone() throws {
    let floor = Floor()
    floor.begin("one")
    floor.begin("two")
    #expect(floor.nodes == ["one", "two"])
    floor.end("one")
    #expect(floor.nodes == ["two"])
    let view = View(parts: [.queues], isWhole: true)
    let gone = floor.report(of: Floor.Change(node: "one", extent: .whole), view)
    #expect(gone?.gone == ["one"])
    #expect(gone?.servers == nil)
    #expect(floor.report(view).servers?.map(\.node) == ["two"])
  }
}
