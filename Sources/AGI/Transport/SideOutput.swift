internal import Glibc

/// Words for people, written beside a call that must not wait for them.
package enum SideOutput {
  /// What a pipe takes whole once it takes anything.
  private static let longest = 4096

  /// Writes a line if the descriptor takes it at once, and drops it otherwise.
  ///
  /// The descriptor is shared with other processes, so its flags stay as they are.
  package static func offer(_ line: String, to descriptor: Int32) {
    var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    // Any other event is a pipe that nobody reads any more.
    guard poll(&polled, 1, 0) == 1, polled.revents == Int16(POLLOUT) else { return }
    let bytes = Array((line + "\n").utf8.prefix(longest))
    var status = stat()
    fstat(descriptor, &status)
    switch status.st_mode & S_IFMT {
    case S_IFSOCK: send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    case S_IFIFO: writeToPipe(bytes, descriptor)
    default: write(descriptor, bytes, bytes.count)
    }
  }

  /// Another writer may fill the pipe after `poll`: a description of our own does not wait then.
  private static func writeToPipe(_ bytes: [UInt8], _ descriptor: Int32) {
    let own = open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    write(own < 0 ? descriptor : own, bytes, bytes.count)
    if own >= 0 { close(own) }
  }
}
