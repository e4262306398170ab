import Logging
import Records
import ServiceLifecycle

/// Follows the Asterisks that are published: those that come, go or change, without a restart.
struct FollowedServers: Service {
  private let wanted: @Sendable () throws -> [ServerSettings]
  private let begin: @Sendable (ServerSettings) -> [any Service]
  private let end: @Sendable (String) -> Void
  private let told: @Sendable ([ServerSettings]) -> Void
  private let log: Logger

  /// How often it is looked what is published.
  private static let pause = Duration.seconds(1)

  /// Prepares to follow.
  ///
  /// - Parameters:
  ///   - wanted: What is published now.
  ///   - told: Is told of each change, before it is followed.
  ///   - log: Where is told what comes and goes.
  ///   - begin: Makes the jobs for one Asterisk.
  ///   - end: Is called for one that is published no more, once its jobs have ended.
  init(
    _ wanted: @escaping @Sendable () throws -> [ServerSettings],
    told: @escaping @Sendable ([ServerSettings]) -> Void,
    log: Logger,
    begin: @escaping @Sendable (ServerSettings) -> [any Service],
    end: @escaping @Sendable (String) -> Void
  ) {
    self.wanted = wanted
    self.told = told
    self.log = log
    self.begin = begin
    self.end = end
  }

  /// One that is followed.
  private struct Followed {
    let settings: ServerSettings
    let jobs: Task<Void, Never>

    func stop() async {
      jobs.cancel()
      await jobs.value
    }
  }

  /// Follows until the daemon stops.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      var followed: [String: Followed] = [:]
      var trouble = Trouble()
      while !Task.isCancelled {
        do {
          await follow(try wanted(), &followed)
          if trouble.ends() { log.notice("servers: they are read again") }
        } catch {
          // What is followed goes on as it was.
          if trouble.persists("\(error)", at: .now) {
            log.error("servers: \(error): what is published cannot be read")
          }
        }
        try? await Task.sleep(for: Self.pause)
      }
      for server in followed.values { await server.stop() }
    }
  }

  private func follow(_ servers: [ServerSettings], _ followed: inout [String: Followed]) async {
    let new = servers.filter { followed[$0.name]?.settings != $0 }
    let old = followed.values.map(\.settings).filter { !servers.contains($0) }
    guard !new.isEmpty || !old.isEmpty else { return }
    told(servers)
    for server in old.sorted(by: { $0.name < $1.name }) {
      await followed.removeValue(forKey: server.name)?.stop()
      // One that changed stays where it is.
      guard !servers.contains(where: { $0.name == server.name }) else { continue }
      end(server.name)
      log.notice("\(server.name): followed no more")
    }
    for server in new {
      followed[server.name] = Followed(settings: server, jobs: start(begin(server)))
      log.info("\(server.name): followed at \(server.manager)")
    }
  }

  private func start(_ services: [any Service]) -> Task<Void, Never> {
    Task {
      await withDiscardingTaskGroup { group in
        for service in services { group.addTask { try? await service.run() } }
      }
    }
  }
}
