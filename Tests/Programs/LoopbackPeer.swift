internal import Glibc

/// Asterisk's end of a connection, in a test's hand, where every wait has a deadline.
public final class LoopbackPeer {
  /// Nothing came in 20 s.
  public struct Silence: Error {
    /// Nothing came.
    public init() {}
  }

  private var socket: Int32
  private var received: [UInt8] = []

  /// Connects to a server on this machine; see ``isConnected``.
  public init(port: UInt16) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafeBytes(of: &name) { bytes in
      connect(
        socket,
        bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self),
        socklen_t(bytes.count)
      )
    }
    if connected != 0 { leave() }
  }

  /// A peer at the other end of a connection that was made already.
  init(taking socket: Int32) {
    self.socket = socket
  }

  deinit {
    leave()
  }

  /// Whether a server was there, and this side has not left.
  public var isConnected: Bool { socket >= 0 }

  /// A peer that asks for a script.
  public convenience init(port: UInt16, asking script: String, _ argument: String? = nil) {
    self.init(port: port)
    let argument = argument.map { "agi_arg_1: \($0)\n" } ?? ""
    send("agi_network: yes\nagi_network_script: \(script)\nagi_version: 22.10.1\n\(argument)\n")
  }

  /// Sends all of it, and returns whether all was read.
  @discardableResult
  public func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The next line without its newline; `nil` at the end.
  public func line() throws -> String? {
    while true {
      if let end = received.firstIndex(of: 10) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeSubrange(...end)
        return line
      }
      var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 20_000) == 1 else { throw Silence() }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      received += chunk[..<count]
    }
  }

  /// Reads a line and answers it.
  public func answer(_ reply: String) throws -> String? {
    let line = try line()
    send(reply + "\n")
    return line
  }

  /// Closes the connection.
  public func leave() {
    if socket >= 0 { close(socket) }
    socket = -1
  }
}
