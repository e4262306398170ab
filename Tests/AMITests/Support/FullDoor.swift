import Glibc

/// A port on loopback where a connection is never made: one caller waits already, and nobody is let in.
final class FullDoor {
  private var sockets: [Int32] = []
  private(set) var port = 0

  init() {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let listener = socket(AF_INET, kind, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        precondition(bind(listener, address, length) == 0 && listen(listener, 0) == 0)
        getsockname(listener, address, &length)
        // Linux lets one more in than the queue has room for.
        sockets = (0..<4).map { _ in
          let caller = socket(AF_INET, kind, 0)
          _ = connect(caller, address, length)
          return caller
        }
      }
    }
    sockets.append(listener)
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit {
    for socket in sockets { close(socket) }
  }
}
