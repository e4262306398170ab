import Glibc
public import Logging
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
  ///   - control: The control socket's path; `nil` is none.
  ///   - roles: Who may do what, as it is published when it is asked.
  ///   - log: Where is told what happens.
  public init(
    servers: [ServerSettings],
    control: String?,
    roles: @escaping @Sendable () -> [RoleSettings],
    log: Logger
  ) {
    let floor = Floor(nodes: servers.map(\.name))
    let desk = ControlDesk(floor, roles: roles, log: log)
    let (listening, passing) = (Heartbeat(), Heartbeat())
    var services: [any Service] = []
    if let control {
      services.append(ControlServer(path: control, desk, listening: listening, log: log))
    }
    services.append(FloorClock(floor: floor, heartbeat: passing))
    services += servers.map { ServerFollower($0, on: floor, log: log) }
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
