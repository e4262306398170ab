import Glibc

/// The socket by which systemd is told how a service is (`sd_notify`), without its library.
public struct NotifySocket: Sendable {
  /// What `$NOTIFY_SOCKET` said: a path, or `@` and a name that no file system has.
  public let name: String

  /// The socket of a name; `nil` for what is neither of both (`vsock:` is for virtual machines).
  public init?(_ name: String) {
    guard name.hasPrefix("/") || name.hasPrefix("@"), name.utf8.count > 1,
      name.utf8.count < Self.room
    else { return nil }
    self.name = name
  }

  private static let room = MemoryLayout.size(ofValue: sockaddr_un().sun_path)

  /// Tells something, as lines of `NAME=value`.
  ///
  /// The socket lives as long as the datagram, so that no child can inherit it.
  ///
  /// - Throws: ``DaemonError`` when nobody takes it.
  func send(_ words: String) throws(DaemonError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
    // A name that no file system has begins with a zero byte, and ends with its length.
    if name.hasPrefix("@") { withUnsafeMutableBytes(of: &address.sun_path) { $0[0] = 0 } }
    let length = MemoryLayout<sa_family_t>.size + name.utf8.count
    let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { throw DaemonError("\(name): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    let sent = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        Array(words.utf8).withUnsafeBytes {
          sendto(
            descriptor,
            $0.baseAddress,
            $0.count,
            Int32(MSG_NOSIGNAL | MSG_DONTWAIT),
            pointer,
            socklen_t(length)
          )
        }
      }
    }
    guard sent >= 0 else { throw DaemonError("\(name): \(String(cString: strerror(errno)))") }
  }
}
