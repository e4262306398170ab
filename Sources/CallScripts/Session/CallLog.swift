import AGI
import Glibc

/// The system's log, for one line a call: what went wrong, with the call's uniqueid.
///
/// Numbers must come masked. A log that nobody reads must not stall a caller: what `/dev/log` does
/// not take at once goes to standard error, and what that does not take at once is dropped.
final class CallLog {
  private let program: String
  private let call: String
  private let socketPath: String
  private var hasSpoken = false

  init(program: String, call: String, socketPath: String = "/dev/log") {
    self.program = program
    self.call = call
    self.socketPath = socketPath
  }

  /// Writes the first line that it is given; a call has one reason.
  func say(_ text: String) {
    guard !hasSpoken else { return }
    hasSpoken = true
    Self.write("\(program)[\(getpid())]: \(call): \(text)", socketPath: socketPath)
  }

  /// Writes a line of its own.
  static func write(_ text: String, socketPath: String = "/dev/log") {
    let line = String(
      decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x3F : $0 },
      as: UTF8.self
    )
    guard !send("<\(daemonWarning)>\(timestamp()) \(line)", to: socketPath) else { return }
    SideOutput.offer(line, to: STDERR_FILENO)
  }

  /// Facility daemon (3), severity warning (4).
  private static let daemonWarning = 3 << 3 | 4

  private static func send(_ message: String, to path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let socket = Glibc.socket(AF_UNIX, kind, 0)
    guard socket >= 0 else { return false }
    defer { close(socket) }
    let bytes = Array(message.utf8)
    let sent = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return sendto(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, size)
      }
    }
    return sent == bytes.count
  }

  /// The time as the log's protocol wants it: `Nov 21 23:10:06`, on the local clock.
  private static func timestamp() -> String {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%b %e %H:%M:%S", &local)
    return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
