import Glibc
public import Logging
import Operations
public import Records
public import ServiceLifecycle
import Synchronization

/// What the daemon does about the floor: follows the Asterisks, and answers at the control socket.
public struct FloorJobs: Sendable {
  /// The jobs, in the order in which they begin; they end in the reverse one.
  public let services: [any Service]
  /// By what the jobs show that they work.
  public let lifeSigns: [LifeSign]

  /// Prepares the jobs.
  ///
  /// - Parameters:
  ///   - servers: The Asterisks to follow; none is fine.
  ///   - location: The store, beside which the floor's own file is.
  ///   - control: The control socket's path; `nil` is none.
  ///   - published: What is published when it is asked: who may do what, agents, queues.
  ///   - log: Where is told what happens.
  /// - Throws: When the floor's file cannot be made.
  public init(
    servers: [ServerSettings],
    location: StoreLocation,
    control: String?,
    published: @escaping @Sendable () -> PublishedConfiguration?,
    log: Logger
  ) throws {
    let floor = Floor(nodes: servers.map(\.name))
    let hands = servers.map { ServerHands($0, log: log) }
    let book = try Book(at: location)
    let office = FloorOffice(floor, hands, book, published: published, log: log)
    let desk = ControlDesk(floor, office, published: published, log: log)
    let (listening, passing) = (Heartbeat(), Heartbeat())
    var services: [any Service] = []
    if let control {
      services.append(ControlServer(path: control, desk, listening: listening, log: log))
    }
    services.append(FloorClock(floor: floor, heartbeat: passing))
    for server in servers {
      let keeper = BoardKeeper(server.name, on: floor, log: log)
      services.append(
        ServerConnection(
          server,
          as: .events,
          log: log,
          say: { floor.say($0, of: server.name) },
          work: keeper.follow
        )
      )
    }
    services += hands.flatMap(\.services)
    services += hands.map { Reconciliation(hands: $0, book: book, log: log) }
    self.services = services
    lifeSigns =
      [.eventLoops, LifeSign(passing.ask)] + (control == nil ? [] : [LifeSign(listening.ask)])
  }
}

/// Lets time pass on the boards, while somebody is in wrap-up.
private struct FloorClock: Service {
  let floor: Floor
  let heartbeat: Heartbeat

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(500))
        floor.pass()
        heartbeat.beat()
      }
    }
  }
}
