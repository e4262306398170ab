import Foundation
import Glibc

@testable import Daemon

/// The socket where systemd listens, as a test's own.
final class SystemdSide: Sendable {
  enum Place: CaseIterable {
    case path, abstract
  }

  let name: String
  private let descriptor: Int32

  init(_ place: Place = .path) throws {
    let word = "switchboard-notify-\(UUID().uuidString)"
    name = place == .abstract ? "@\(word)" : "/tmp/\(word)"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      room.copyBytes(from: name.utf8)
      if place == .abstract { room[0] = 0 }
    }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard result == 0 else { throw DaemonError("\(name): \(String(cString: strerror(errno)))") }
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_RCVTIMEO,
      &limit,
      socklen_t(MemoryLayout<timeval>.size)
    )
  }

  deinit {
    close(descriptor)
    unlink(name)
  }

  /// What is told next; `nil` when nothing comes for long.
  ///
  /// A thread of its own waits: those of Swift's pool are for what is tested.
  func next() async -> String? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [descriptor] in
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        let told = count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
        continuation.resume(returning: told)
      }
    }
  }

  /// Whether nothing was told that was not read.
  var isEmpty: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT | MSG_PEEK)) < 0
  }
}
