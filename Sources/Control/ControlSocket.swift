import Glibc

/// A connection to the daemon's control socket.
///
/// Lines go there, and lines come back. It blocks.
public final class ControlSocket {
  private let descriptor: Int32
  private var rest: [UInt8] = []

  /// Where the socket is unless something else is said.
  public static let usualPath = "/run/switchboard/control.sock"

  /// Connects.
  ///
  /// - Parameter path: The socket.
  /// - Throws: `ControlError` when nobody listens there.
  public init(path: String) throws(ControlError) {
    descriptor = try Self.connect(path)
  }

  deinit { close(descriptor) }

  /// Who listens at a path.
  ///
  /// - Returns: The process that began to listen there, 0 for one of another container; `nil` when nobody
  ///   listens.
  public static func listener(at path: String) -> Int? {
    guard let descriptor = try? connect(path) else { return nil }
    defer { close(descriptor) }
    // The kernel's `struct ucred` and `SO_PEERCRED`, which Glibc's headers keep from Swift.
    var credentials: (process: pid_t, user: uid_t, group: gid_t) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: credentials))
    getsockopt(descriptor, SOL_SOCKET, 17, &credentials, &length)
    return Int(credentials.process)
  }

  /// Listens at a path where nothing is yet.
  ///
  /// - Returns: The socket; its owner closes it, and removes the path.
  public static func listening(at path: String, backlog: Int32) throws(ControlError) -> Int32 {
    try make(path) { descriptor, address, length in
      bind(descriptor, address, length) == 0 && listen(descriptor, backlog) == 0
    }
  }

  private static func connect(_ path: String) throws(ControlError) -> Int32 {
    try make(path) { Glibc.connect($0, $1, $2) == 0 }
  }

  /// Makes a socket, and does something with it and an address.
  private static func make(
    _ path: String,
    _ work: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) throws(ControlError) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
      guard path.utf8.count < room.count else { return false }
      room.copyBytes(from: path.utf8)
      return true
    }
    guard fits else { throw ControlError(path: path, reason: "the path is too long", number: 0) }
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { throw ControlError(path: path, number: errno) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isDone = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { work(descriptor, $0, length) }
    }
    guard isDone else {
      let number = errno
      close(descriptor)
      throw ControlError(path: path, number: number)
    }
    return descriptor
  }

  /// Sends one line.
  ///
  /// - Parameter line: The line, without its line feed.
  /// - Throws: `ControlError` when the daemon is gone.
  public func send(_ line: some Sequence<UInt8>) throws(ControlError) {
    var bytes = Array(line)[...]
    bytes.append(UInt8(ascii: "\n"))
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw ControlError(path: "", number: errno) }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Sends no more; what was asked is answered all the same.
  public func sendEnd() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Lets nothing be waited for longer than so many seconds; 0 waits for ever.
  public func limit(seconds: Int) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Waits until there is something to read, or the connection is over.
  ///
  /// - Parameter milliseconds: The longest wait.
  /// - Returns: Whether `line()` has something to tell. It still waits for the end of a line that has begun.
  public func waitForLine(milliseconds: Int32) -> Bool {
    if rest.contains(UInt8(ascii: "\n")) { return true }
    var place = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&place, 1, milliseconds) > 0
  }

  /// The next line, without its line feed; `nil` when the daemon has ended the connection.
  ///
  /// - Returns: The line's bytes.
  /// - Throws: `ControlError` when the connection broke, or nothing came in time (`EAGAIN`).
  public func line() throws(ControlError) -> [UInt8]? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeFirst(end + 1) }
        return Array(rest[..<end])
      }
      var part = [UInt8](repeating: 0, count: 65_536)
      let count = read(descriptor, &part, part.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw ControlError(path: "", number: errno) }
      guard count > 0 else { return nil }
      rest += part[..<count]
    }
  }
}

/// Why there is no connection to the daemon.
public struct ControlError: Error, Sendable, CustomStringConvertible {
  /// The socket's path; empty when there was a connection.
  public var path: String
  /// Why, in the system's words.
  public var reason: String
  /// The system's number for it.
  public var number: Int32

  init(path: String, reason: String? = nil, number: Int32) {
    self.path = path
    self.reason = reason ?? String(cString: strerror(number))
    self.number = number
  }

  /// The path and the reason.
  public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}
