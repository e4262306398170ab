import CallScripts
import Daemon
import Database
import Glibc
import Logging

extension Options {
  /// What a leader does.
  func jobs(
    _ leadership: Leadership,
    _ limit: DescriptorLimit,
    _ log: Logger
  ) throws -> LeaderJobs.Jobs {
    let calls = try callJobs(limit, log)
    let maximum = min(maximumCalls, limit.calls)
    let meters = Meters { calls.figures(of: maximum) }
    let history = HistoryKeeper(leadership, keepDays: keepDays, meters: meters, log: log)
    let floor = FloorJobs(
      leadership,
      control: control,
      metricsPort: metricsPort,
      isPatient: standsBy,
      meters: meters,
      live: LiveConfiguration(at: location),
      history: history,
      log: log
    )
    let files = LogShortening(of: location, log: log)
    return ([files] + floor.services + [history, calls], floor.lifeSigns + [calls.lifeSign])
  }

  private func callJobs(_ limit: DescriptorLimit, _ log: Logger) throws -> CallJobs {
    let calls = min(maximumCalls, limit.calls)
    let capped = calls < maximumCalls ? ": only \(limit.files) files may be open" : ""
    return try CallJobs(
      isPatient: standsBy,
      log: log,
      listen: {
        try ScriptServer(
          location: location,
          address: address,
          port: port,
          allowed: allowed,
          maximumCalls: calls
        )
      },
      ready: { server in
        say(
          """
          \(ProgramVersion.current) answers agi://\(address):\(server.port)/, \
          at most \(calls) calls at once\(capped)
          """,
          to: STDOUT_FILENO
        )
      }
    )
  }
}
