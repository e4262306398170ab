import AMI
import Logging
import Operations
import Records
import ServiceLifecycle
import Synchronization

/// One manager user's connection to one Asterisk, for as long as the daemon runs.
///
/// What is refused, a login or what its work asks for, is tried again when the file has another password, and
/// now and then in any case: a person mends the one or the other side, and nothing has to be started anew.
final class ServerConnection: Service, Sendable {
  let server: ServerSettings
  private let user: ManagerSecrets.User
  private let meters: Meters
  private let log: Logger
  private let say: @Sendable (String) -> Void
  private let work: @Sendable (AMIClient) async throws -> Void
  private let current = Mutex<AMIClient?>(nil)
  /// The passwords by which the last login was tried; `nil` when there were none.
  private let tried = Mutex<ManagerSecrets?>(nil)

  /// How long after a login that was refused it is tried again with the same password.
  private static let patience = Duration.seconds(60)
  /// How often it is looked meanwhile whether the file has another one.
  private static let look = Duration.seconds(1)

  /// Prepares a connection.
  ///
  /// - Parameters:
  ///   - server: Which Asterisk.
  ///   - user: As whom.
  ///   - meters: Counts logins.
  ///   - log: Where is told what becomes of it.
  ///   - say: Is told why there is no connection.
  ///   - work: What is done beside it, with each client that is made; when it throws, the connection ends.
  init(
    _ server: ServerSettings,
    as user: ManagerSecrets.User,
    meters: Meters,
    log: Logger,
    say: @escaping @Sendable (String) -> Void = { _ in },
    work: @escaping @Sendable (AMIClient) async throws -> Void = { _ in }
  ) {
    self.server = server
    self.user = user
    self.meters = meters
    self.say = say
    self.work = work
    var log = log
    log[metadataKey: "node"] = "\(server.name)"
    log[metadataKey: "user"] = "\(user.rawValue)"
    self.log = log
  }

  /// The client by which actions are sent.
  ///
  /// - Throws: `AMIError` with code `notConnected` when there is none, since the password is wrong.
  var client: AMIClient {
    get throws(AMIError) {
      guard let client = current.withLock({ $0 }) else {
        throw AMIError(.notConnected, doing: "asking \(server.name)")
      }
      return client
    }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await self.connect()
        } catch is CancellationError {
        } catch {
          self.say("\(error)")
          self.log.error("\(error)")
          await self.pause()
        }
      }
    }
  }

  private func pause() async {
    let refused = tried.withLock { $0 }
    let end = ContinuousClock.now + Self.patience
    while !Task.isCancelled, ContinuousClock.now < end,
      (try? ManagerSecrets(path: server.secrets)) == refused
    {
      try? await Task.sleep(for: Self.look)
    }
  }

  private func connect() async throws {
    tried.withLock { $0 = nil }
    let secrets = try ManagerSecrets(path: server.secrets)
    tried.withLock { $0 = secrets }
    let credentials = try secrets.credentials(of: user)
    let client = AMIClient(AMI.Configuration(server: server, credentials))
    current.withLock { $0 = client }
    defer { current.withLock { $0 = nil } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.tell(client.states) }
      group.addTask { try await self.work(client) }
      group.addTask { try await client.run() }
      defer { group.cancelAll() }
      // Whichever fails ends the others; what only ends waits for the client.
      while try await group.next() != nil {}
    }
  }

  private func tell(_ states: AsyncStream<ConnectionState>) async {
    defer { meters.login(user, at: server.name, isUp: false) }
    for await state in states {
      meters.login(user, at: server.name, isUp: state.isConnected)
      switch state {
      case .connected(let version):
        log.info("connected, AMI \(version ?? "of an unknown version")")
      case .waiting(_, let error):
        say("\(error)")
        log.warning("no connection: \(error)")
      case .idle, .connecting, .failed, .stopped: continue
      }
    }
  }
}

extension ConnectionState {
  fileprivate var isConnected: Bool {
    if case .connected = self { true } else { false }
  }
}
