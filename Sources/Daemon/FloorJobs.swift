import Database
public import Logging
import Operations
import Records
public import ServiceLifecycle

/// What the daemon does about the floor: follows the Asterisks, and answers at the control socket.
public struct FloorJobs: Sendable {
  /// The jobs, in the order in which they begin; they end in the reverse one.
  public let services: [any Service]
  /// By what the jobs show that they work.
  public let lifeSigns: [LifeSign]

  /// Prepares the jobs.
  ///
  /// - Parameters:
  ///   - leadership: Under which all of it is done.
  ///   - control: The control socket's path; `nil` is none.
  ///   - metricsPort: The port of this machine alone where Prometheus may ask; `nil` is none.
  ///   - isPatient: Whether that port, when it cannot be had, is tried again: a leader that hangs still holds
  ///     it when another daemon takes over.
  ///   - meters: What is counted.
  ///   - live: What is published when it is asked: the Asterisks, who may do what, agents, queues.
  ///   - history: Is told whose queue_log is to be kept.
  ///   - log: Where is told what happens.
  public init(
    _ leadership: Leadership,
    control: String?,
    metricsPort: UInt16? = nil,
    isPatient: Bool = false,
    meters: Meters,
    live: LiveConfiguration,
    history: HistoryKeeper,
    log: Logger
  ) {
    let published: @Sendable () -> PublishedConfiguration? = {
      do throws(DatabaseError) {
        return try live.read()
      } catch {
        meters.failed("switchboard", error.code.rawValue)
        return nil
      }
    }
    let floor = Floor()
    let servers = ActionsByServer()
    let book = Book(leadership, meters: meters)
    let commands = SupervisorCommands(
      floor,
      servers,
      book,
      meters: meters,
      published: published,
      log: log
    )
    let page = MetricsPage(floor: floor, meters: meters)
    let desk = ControlDesk(floor, commands, page, published: published, log: log)
    let listening = Heartbeat()
    var services: [any Service] = []
    if let control {
      services.append(
        ControlServer(path: control, desk, leadership, listening: listening, log: log)
      )
    }
    if let metricsPort {
      services.append(MetricsServer(port: metricsPort, page, isPatient: isPatient, log: log))
    }
    services.append(FloorClock(floor: floor))
    services.append(
      FollowedServers(
        { try live.read()?.servers ?? [] },
        told: history.follow,
        log: log,
        begin: { server in
          floor.begin(server.name)
          let keeper = BoardKeeper(server.name, on: floor, meters: meters, log: log)
          let own = ServerActions(server, leadership, meters: meters, log: log)
          servers[server.name] = own
          return own.services + [
            ServerConnection(
              server,
              as: .events,
              meters: meters,
              log: log,
              say: { floor.say($0, of: server.name) },
              work: keeper.follow
            ),
            Reconciliation(server: own, book: book, log: log),
          ]
        },
        end: { node in
          servers[node] = nil
          floor.end(node)
        }
      )
    )
    self.services = services
    lifeSigns =
      [.eventLoops, .boards(of: floor)] + (control == nil ? [] : [LifeSign(listening.ask)])
  }
}

extension LifeSign {
  /// The threads on which tasks run, and the boards, which nobody holds.
  fileprivate static func boards(of floor: Floor) -> LifeSign {
    LifeSign { answer in
      Task {
        floor.pass()
        answer()
      }
    }
  }
}

/// Lets time pass on the boards: often while somebody is in wrap-up.
private struct FloorClock: Service {
  let floor: Floor

  private static let pauses = (short: Duration.milliseconds(500), long: Duration.seconds(2))

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let isWaitedFor = floor.isSomebodyWrappingUp
        try? await Task.sleep(for: isWaitedFor ? Self.pauses.short : Self.pauses.long)
        floor.pass()
      }
    }
  }
}
