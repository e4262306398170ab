import Glibc

/// An IPv4 address and port.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  public var host: String
  public var port: UInt16

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:5060`.
  public init?(_ text: String) {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let port = UInt16(parts[1]) else { return nil }
    self.init(host: String(parts[0]), port: port)
  }

  public var description: String { "\(host):\(port)" }

  var socketAddress: sockaddr_in? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return nil }
    return address
  }

  init(_ address: sockaddr_in) {
    var address = address
    var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
    inet_ntop(AF_INET, &address.sin_addr, &text, socklen_t(text.count))
    let length = text.firstIndex(of: 0) ?? text.endIndex
    host = String(decoding: text[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    port = UInt16(bigEndian: address.sin_port)
  }
}

/// A UDP socket that never blocks.
///
/// Whoever owns it closes it.
struct UDPSocket {
  let descriptor: Int32
  let local: Endpoint

  /// Binds to a free port of `host`.
  init(host: String) throws {
    guard var address = Endpoint(host: host, port: 0).socketAddress else {
      throw PhoneError(code: .network, "\(host) is not an IPv4 address")
    }
    let type = Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw PhoneError(systemCall: "socket") }
    var size: Int32 = 1 << 20
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) != 0 || getsockname(descriptor, $0, &length) != 0
      }
    }
    if failed {
      let error = PhoneError(systemCall: "bind to \(host)")
      Glibc.close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    local = Endpoint(address)
  }

  /// Sends a datagram.
  ///
  /// One that the kernel refuses is lost, as any datagram may be.
  func send(_ bytes: [UInt8], to endpoint: sockaddr_in) {
    var address = endpoint
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(
          descriptor,
          bytes,
          bytes.count,
          0,
          $0,
          socklen_t(MemoryLayout<sockaddr_in>.size)
        )
      }
    }
  }

  /// The next datagram that has arrived; `nil` when there is none.
  func receive(into buffer: inout [UInt8]) -> (bytes: ArraySlice<UInt8>, from: sockaddr_in)? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let count = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length)
      }
    }
    return count < 0 ? nil : (buffer[..<count], address)
  }

  func close() {
    Glibc.close(descriptor)
  }
}
