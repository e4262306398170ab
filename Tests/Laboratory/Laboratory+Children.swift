import Glibc
import Phone

extension Laboratory {
  /// The AGI programs that Asterisk runs at this moment, by process.
  public func agiPrograms() -> [Int32: String] {
    var children: [Int32: String] = [:]
    for name in Files.names(in: "/proc") {
      guard let process = Int32(name), let status = Files.firstLine(of: "/proc/\(name)/stat") else {
        continue
      }
      // PROCESS (NAME) STATE PARENT ...; the name may hold anything.
      guard let open = status.firstIndex(of: "("), let close = status.lastIndex(of: ")") else {
        continue
      }
      let fields = status[status.index(after: close)...].split(separator: " ")
      guard fields.count > 1, Int32(fields[1]) == processID else { continue }
      children[process] = String(status[status.index(after: open)..<close])
    }
    return children
  }

  /// Waits until Asterisk runs a program of that name; its process.
  public func waitForProgram(_ name: String, within limit: Duration) throws -> Int32 {
    let deadline = Moment.now + limit
    while Moment.now < deadline {
      if let program = agiPrograms().first(where: { $0.value == name }) { return program.key }
      usleep(2_000)
    }
    throw LaboratoryError("Asterisk did not run \(name) within \(limit)")
  }

  /// Waits until every program that Asterisk runs now has ended: one that is left over does not.
  public func waitForPrograms(within limit: Duration) throws {
    let running = Set(agiPrograms().keys)
    let deadline = Moment.now + limit
    while Moment.now < deadline {
      if running.isDisjoint(with: agiPrograms().keys) { return }
      usleep(10_000)
    }
    throw LaboratoryError("programs are left over: \(agiPrograms())")
  }
}
