import Phone
import Synchronization

/// Lines that one thread writes and another reads.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) {
    lines.withLock { $0.append(line) }
  }
}

extension HeardPrompt {
  /// The first of its names, without the language.
  var shortName: String {
    let name = names.sorted().first ?? ""
    return String(
      name[(name.firstIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex)...]
    )
  }
}
