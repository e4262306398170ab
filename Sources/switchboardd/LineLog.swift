import AGI
import Glibc
import Logging

/// Log lines on standard error, as journals take them; a line that nobody reads is waited for by
/// nobody.
struct LineLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let place = all.sorted { $0.key < $1.key }.map { "\($0.value): " }.joined()
    let mark = event.level >= .warning ? "\(event.level): " : ""
    SideOutput.offer(
      "switchboardd: \(mark)\(place)\(event.message.description.oneLine)",
      to: STDERR_FILENO
    )
  }
}

extension String {
  /// The text on one line, with nothing that moves a terminal's cursor.
  fileprivate var oneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{FFFD}" : $0 }
      )
    )
  }
}
