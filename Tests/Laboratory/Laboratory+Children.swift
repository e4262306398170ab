import Glibc
import Phone

extension Laboratory {
  /// The AGI programs that Asterisk runs at this moment, by process.
  public func agiPrograms() -> [Int32: String] {
    var children: [Int32: String] = [:]
    guard let processes = opendir("/proc") else { return [:] }
    defer { closedir(processes) }
    while let entry = readdir(processes) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let process = Int32(name), let status = Self.firstLine(of: "/proc/\(name)/stat") else {
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

  private static func firstLine(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = read(file, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
