import AGI
import Glibc
import Logging

/// Log lines on standard error.
///
/// systemd's journal is told how grave each is. A line that nobody reads is waited for by nobody.
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
      "\(Journal.mark(event.level))switchboardd: \(mark)\(place)\(event.message.description.oneLine)",
      to: STDERR_FILENO
    )
  }
}

/// systemd's journal, when standard error goes there.
enum Journal {
  /// `JOURNAL_STREAM` is the device and the inode of what it reads: children and terminals inherit the
  /// variable, not the file.
  private static let isHere: Bool = {
    var file = stat()
    guard let named = getenv("JOURNAL_STREAM"), fstat(STDERR_FILENO, &file) == 0 else {
      return false
    }
    return String(cString: named) == "\(file.st_dev):\(file.st_ino)"
  }()

  /// What stands before a line for the journal: see sd-daemon(3).
  static func mark(_ level: Logger.Level) -> String {
    guard isHere else { return "" }
    return switch level {
    case .trace, .debug: "<7>"
    case .info: "<6>"
    case .notice: "<5>"
    case .warning: "<4>"
    case .error, .critical: "<3>"
    }
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
