import AMI
import Logging
import Operations
import Records
import ServiceLifecycle

/// Follows one Asterisk: keeps its board right by events, and asks for the lists after each gap.
struct ServerFollower: Service {
  private let server: ServerSettings
  private let floor: Floor
  private let log: Logger

  /// How long after a login that was refused the password is read again.
  private static let patience = Duration.seconds(60)
  /// How long after lists that could not be had they are asked for again.
  private static let pause = Duration.seconds(1)

  /// What the board is made of. `reporting` is the lists' own class.
  private static let classes: EventClasses = [.agent, .call]

  /// Follows an Asterisk, and keeps its board on the floor.
  init(_ server: ServerSettings, on floor: Floor, log: Logger) {
    self.server = server
    self.floor = floor
    var log = log
    log[metadataKey: "node"] = "\(server.name)"
    self.log = log
  }

  /// Follows until the daemon stops.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await follow()
        } catch {
          floor.lose(server.name, because: "\(error)")
          log.error("\(error)")
          try? await Task.sleep(for: Self.patience)
        }
      }
    }
  }

  /// - Throws: When the password is missing or wrong: a person must mend it first.
  private func follow() async throws {
    let credentials = try ManagerSecrets(path: server.secrets).credentials(of: .events)
    let client = AMIClient(AMI.Configuration(server: server, credentials))
    let events = client.events(Self.classes, capacity: 100_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await client.run() }
      group.addTask { await tell(client.states) }
      group.addTask { await take(events, of: client) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func take(_ events: EventSubscription, of client: AMIClient) async {
    var isLost = true
    for await delivery in events {
      switch delivery {
      case .event(let event): floor.take(event, from: server.name)
      case .gap(_, .disconnected):
        isLost = true
        floor.lose(server.name, because: nil)
      case .gap(let lost, let why):
        if why == .overflow { log.warning("\(lost ?? 0) events were lost: asking for the lists again") }
        isLost = true
        floor.lose(server.name, because: nil)
        // What is sent meanwhile waits in the subscription, and is taken on top.
        while isLost, !Task.isCancelled {
          isLost = await !resync(client)
          if isLost { try? await Task.sleep(for: Self.pause) }
        }
      }
    }
  }

  /// - Returns: Whether the board is right, or the next gap will ask anyway.
  private func resync(_ client: AMIClient) async -> Bool {
    do {
      async let queues = client.list(.queueStatus())
      async let channels = client.list(.coreShowChannels)
      let (queueItems, channelItems) = try await (queues.items, channels.items)
      floor.resync(server.name, queueStatus: queueItems, channels: channelItems)
      log.info("\(queueItems.count) lines of queues, \(channelItems.count) channels")
      return true
    } catch let error as AMIError {
      log.warning("the lists of queues and channels: \(error)")
      return [.connectionLost, .notConnected, .stopped].contains(error.code)
    } catch {
      return true
    }
  }

  private func tell(_ states: AsyncStream<ConnectionState>) async {
    for await state in states {
      switch state {
      case .connected(let version): log.info("connected, AMI \(version ?? "of an unknown version")")
      case .waiting(_, let error):
        floor.lose(server.name, because: "\(error)")
        log.warning("no connection: \(error)")
      case .idle, .connecting, .failed, .stopped: continue
      }
    }
  }
}
