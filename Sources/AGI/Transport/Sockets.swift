internal import Glibc

/// A listening TCP socket, closed with its owner.
struct Listener: ~Copyable, Sendable {
  let descriptor: Int32
  let port: UInt16

  /// Binds and listens.
  ///
  /// - Throws: ``AGIError`` with code `system` when the address is not numbers or cannot be had.
  init(address: String, port: UInt16) throws(AGIError) {
    let doing = "listening on \(address) port \(port)"
    let isIPv6 = address.utf8.contains(Byte.colon)
    let family = isIPv6 ? AF_INET6 : AF_INET
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw AGIError(.system, doing: doing, reason: systemReason()) }
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    let bound =
      isIPv6
      ? Listener.bindIPv6(descriptor, address, port) : Listener.bindIPv4(descriptor, address, port)
    guard let bound else {
      close(descriptor)
      throw AGIError(.system, doing: doing, reason: "write the address as numbers")
    }
    guard bound == 0, listen(descriptor, SOMAXCONN) == 0 else {
      let reason = systemReason()
      close(descriptor)
      throw AGIError(.system, doing: doing, reason: "\(reason): does another program listen there?")
    }
    // A caller who is gone again by the time of `accept` must not make it wait for the next one.
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    self.descriptor = descriptor
    self.port = Listener.boundPort(descriptor) ?? port
  }

  deinit {
    close(descriptor)
  }

  /// The next one who waits; `nil`, with `errno`, when there is nobody or no descriptor is left.
  func accept() -> Int32? {
    let socket = Glibc.accept(descriptor, nil, nil)
    guard socket >= 0 else { return nil }
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    return socket
  }

  /// Lets nobody in any more.
  func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  private static func bindIPv4(_ socket: Int32, _ address: String, _ port: UInt16) -> Int32? {
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else { return nil }
    return bindName(socket, &name)
  }

  private static func bindIPv6(_ socket: Int32, _ address: String, _ port: UInt16) -> Int32? {
    var name = sockaddr_in6()
    name.sin6_family = sa_family_t(AF_INET6)
    name.sin6_port = port.bigEndian
    guard inet_pton(AF_INET6, address, &name.sin6_addr) == 1 else { return nil }
    return bindName(socket, &name)
  }

  private static func bindName<Name>(_ socket: Int32, _ name: inout Name) -> Int32 {
    withUnsafeBytes(of: &name) { bytes in
      bind(
        socket,
        bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t(bytes.count)
      )
    }
  }

  private static func boundPort(_ socket: Int32) -> UInt16? {
    nameBytes { getsockname(socket, $0, $1) }.map { bytes in
      UInt16(bytes[2]) << 8 | UInt16(bytes[3])
    }
  }
}

/// A descriptor that becomes readable once, and stays so.
final class Wake: Sendable {
  let descriptor: Int32
  private let writer: Int32

  init() throws(AGIError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw AGIError(.system, doing: "making a pipe", reason: systemReason())
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (descriptor, writer) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writer)
  }

  func signal() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  /// Takes back all signals until now.
  func reset() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(descriptor, &bytes, MemoryLayout.size(ofValue: bytes)) > 0 {}
  }
}

/// The peer's address as numbers; empty when it is gone already.
func peerAddress(of socket: Int32) -> String {
  guard let bytes = nameBytes({ getpeername(socket, $0, $1) }) else { return "" }
  let isIPv6 = bytes.withUnsafeBytes { $0.loadUnaligned(as: sa_family_t.self) } == AF_INET6
  var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
  _ = bytes.withUnsafeBytes { name in
    inet_ntop(
      isIPv6 ? AF_INET6 : AF_INET,
      name.baseAddress?.advanced(by: isIPv6 ? 8 : 4),
      &text,
      socklen_t(text.count)
    )
  }
  return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func nameBytes(
  _ ask: (UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>) -> Int32
) -> [UInt8]? {
  var name = sockaddr_storage()
  var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
  return withUnsafeMutableBytes(of: &name) { bytes in
    let asked = ask(bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    return asked == 0 ? Array(bytes) : nil
  }
}

/// Small lines at once, and an end of the call when the peer's machine is gone.
func prepare(_ socket: Int32) {
  func set(_ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
  set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
  set(SOL_SOCKET, SO_KEEPALIVE, 1)
  set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, 30)
  set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, 10)
  set(Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
}

/// Says that no command follows, and reads what Asterisk still sends: it logs a broken pipe when
/// its last `HANGUP` meets a closed socket.
func finishWriting(_ socket: Int32) {
  shutdown(socket, Int32(SHUT_WR))
  let deadline = monotonicMilliseconds() + 1000
  var rest = [UInt8](repeating: 0, count: 512)
  while waitToRead(socket, orWake: nil, milliseconds: millisecondsLeft(until: deadline)) {
    let count = recv(socket, &rest, rest.count, 0)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
  }
}

/// Runs `body` on a thread of its own with a small stack.
///
/// - Returns: Whether there was room for a thread.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  pthread_attr_setstacksize(&attributes, 512 * 1024)
  let box = Unmanaged.passRetained(Box(body))
  var thread = pthread_t()
  let result = pthread_create(
    &thread,
    &attributes,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    },
    box.toOpaque()
  )
  if result != 0 { box.release() }
  return result == 0
}
