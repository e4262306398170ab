import Database
public import Logging
import Operations
public import Records
public import ServiceLifecycle

/// Does a leader's jobs, as soon as this process leads on its store.
public struct LeaderJobs: Service {
  /// The jobs, in the order in which they begin (they end in the reverse one), and by what they show
  /// that they work.
  public typealias Jobs = (services: [any Service], lifeSigns: [LifeSign])

  private let location: StoreLocation
  private let standsBy: Bool
  private let log: Logger
  private let say: @Sendable (String) -> Void
  private let prepare: @Sendable (Leadership) throws -> Jobs
  private let waiting = Heartbeat()
  private let parts: ChangingLifeSign

  /// How often it is looked whether the lead is free.
  private static let pause = Duration.milliseconds(250)

  /// Prepares to lead.
  ///
  /// - Parameters:
  ///   - location: The store.
  ///   - standsBy: Whether it waits while another daemon leads.
  ///   - log: Where is told what goes wrong.
  ///   - say: Is told that it stands by, and who leads.
  ///   - prepare: Makes the jobs, once this process leads.
  public init(
    at location: StoreLocation,
    standsBy: Bool,
    log: Logger,
    say: @escaping @Sendable (String) -> Void,
    _ prepare: @escaping @Sendable (Leadership) throws -> Jobs
  ) {
    self.location = location
    self.standsBy = standsBy
    self.log = log
    self.say = say
    self.prepare = prepare
    parts = ChangingLifeSign([LifeSign(waiting.ask)])
  }

  /// Whether it stands by, or all its jobs work.
  public var lifeSign: LifeSign { LifeSign(parts.ask) }

  /// Leads until the daemon stops.
  ///
  /// - Throws: ``NotLeading`` when another daemon leads and this one does not stand by; what a job throws,
  ///   and when another daemon took over.
  public func run() async throws {
    guard let leadership = try await lead() else { return }
    let jobs = try prepare(leadership)
    parts.become(jobs.lifeSigns)
    // Who has asked before is answered when the jobs work.
    parts.ask { waiting.beatFromNowOn() }
    // The lease is given back when all others have ended.
    let services = [LeaseKeeper(leadership: leadership, log: log)] + jobs.services
    try await ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map {
          .init(
            service: $0,
            successTerminationBehavior: .ignore,
            failureTerminationBehavior: .gracefullyShutdownGroup
          )
        },
        logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }
      )
    ).run()
  }

  /// - Returns: `nil` when the daemon stops before it leads.
  private func lead() async throws -> Leadership? {
    guard standsBy else {
      switch try Candidate(at: location).ask() {
      case .leads(let leadership): return leadership
      case .follows(let lease): throw NotLeading(lease)
      }
    }
    return await cancelWhenGracefulShutdown { await standBy() }
  }

  private func standBy() async -> Leadership? {
    var candidate: Candidate?
    var trouble = Trouble()
    var told: Int?
    while !Task.isCancelled {
      do throws(DatabaseError) {
        if candidate == nil { candidate = try Candidate(at: location) }
        switch try candidate?.ask() {
        case .leads(let leadership): return leadership
        case .follows(let lease) where lease.term != told:
          told = lease.term
          say("stands by: \(lease.words(at: .now()))")
        case .follows, nil: break
        }
        if trouble.ends() { log.notice("floor.sqlite: it is seen again who leads") }
      } catch {
        candidate = nil
        if trouble.persists(error.code.rawValue, at: .now) {
          log.error("floor.sqlite: \(error): it is not seen who leads, and looked for again")
        }
      }
      waiting.beat()
      try? await Task.sleep(for: Self.pause)
    }
    return nil
  }
}

/// Another daemon leads.
public struct NotLeading: Error, CustomStringConvertible {
  /// Who leads, and what to do.
  public let description: String

  init(_ lease: Lease) {
    description = """
      \(lease.words(at: .now())): stop that one, or start this one with --standby, which takes over \
      when that one ends
      """
  }
}
