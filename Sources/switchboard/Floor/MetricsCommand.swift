import ArgumentParser
import Control

/// The daemon's figures, for Prometheus.
struct MetricsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Print the daemon's figures, as Prometheus reads them.",
    discussion: """
      switchboardd --metrics-port NUMBER answers the same at http://127.0.0.1:NUMBER/metrics. No figure \
      has a caller's number.
      """
  )

  @OptionGroup var daemon: DaemonOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> MetricsReport {
    MetricsReport(metrics: try daemon.ask("metrics", in: world).metrics ?? "")
  }
}

/// A page of figures.
struct MetricsReport: Report {
  var metrics: String

  /// Without the last line's end, which every output gets.
  func text(in world: World) -> String {
    metrics.hasSuffix("\n") ? String(metrics.dropLast()) : metrics
  }
}
