internal import Glibc

/// The socket where a service tells systemd how it is; whoever holds this stands in systemd's place.
public final class SystemdSocket {
  /// What the service has as `NOTIFY_SOCKET`.
  public let path: String
  private let descriptor: Int32

  /// Listens at a path of its own.
  public init() throws {
    path = "\(temporaryFolder())/switchboard-notify-\(UInt64.random(in: 0 ... .max))"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard result == 0 else {
      throw SpawnedProgram.Failure(description: "\(path): \(String(cString: strerror(errno)))")
    }
    var limit = timeval(tv_sec: Int(SpawnedProgram.patience / 1_000), tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// What is told next; `nil` when nothing comes for long.
  public func next() -> String? {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// The next that is something else.
  public func nextBut(_ words: String) -> String? {
    while true {
      let told = next()
      if told != words { return told }
    }
  }
}
