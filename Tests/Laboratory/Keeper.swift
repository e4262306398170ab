import Glibc
import Synchronization

/// Starts an Asterisk and stops it when this process is gone, however it goes.
///
/// A small shell process does both. It lives in a session of its own and waits for the end of its
/// standard input, which this process holds open: Ctrl-C, a crash and `kill -9` all close it.
struct Keeper {
  private static let script = """
    script=$1 version=$2 name=$3 folder=$4
    shift 4
    if "$script" start "$version" --name "$name" "$@"; then
      echo ready
      exec >/dev/null
      while read -r line; do :; done
    fi
    "$script" stop "$version" --name "$name"
    rm -rf "$folder"
    """

  /// The shells to end when this process exits.
  private static let running = Mutex<[Command]>([])

  /// What `start` printed.
  let facts: [String: String]

  /// Starts the instance; `folder` is deleted when it has been stopped.
  init(
    version: AsteriskVersion,
    name: String,
    folder: String,
    options: [String],
    environment: [String: String]
  ) throws {
    let arguments =
      ["/bin/sh", "-c", Self.script, "keeper", Project.asteriskScript, version.rawValue]
      + [name, folder] + options
    let command = try Command(arguments, environment: environment)
    Self.stopAtExit(command)
    var facts: [String: String] = [:]
    while let line = command.readLine().map({ String(decoding: $0, as: UTF8.self) }) {
      if line == "ready" {
        self.facts = facts
        return
      }
      guard let equals = line.firstIndex(of: "=") else { continue }
      facts[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    throw LaboratoryError(
      """
      Asterisk \(version.rawValue) did not start; the reason is above.
      To see it alone: scripts/asterisk start \(version.rawValue)
      """
    )
  }

  /// Ends all keepers that still run and waits for them.
  static func stopAll() {
    let commands = running.withLock { running in
      defer { running = [] }
      return running
    }
    for command in commands { close(command.input) }
    for command in commands { _ = command.wait() }
  }

  private static func stopAtExit(_ command: Command) {
    let isFirst = running.withLock { running in
      running.append(command)
      return running.count == 1
    }
    if isFirst { atexit { Keeper.stopAll() } }
  }
}
