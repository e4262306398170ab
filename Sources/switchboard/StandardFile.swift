import Glibc

/// Standard output or standard error, written at once: what a script is told was written, was.
struct StandardFile {
  private let descriptor: Int32
  /// Where nothing was open at the start, another file may be by now, the store for one.
  private let isOpen: Bool

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isOpen = fcntl(descriptor, F_GETFD) >= 0
  }

  /// Writes a line.
  func write(_ line: String) throws(Failure) {
    guard isOpen else { throw Phrases.noOutput(String(cString: strerror(EBADF))) }
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        guard errno == EINTR else { throw Phrases.noOutput(String(cString: strerror(errno))) }
      } else {
        rest = rest.dropFirst(count)
      }
    }
  }
}
