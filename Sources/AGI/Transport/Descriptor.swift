internal import Glibc

/// A file descriptor that is closed with its owner.
struct Descriptor: ~Copyable {
  let number: Int32

  init(owning number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }
}

/// Waits until one of the descriptors can be read.
///
/// - Returns: Whether the first one is ready; `false` when the time ran out or only another is.
func waitToRead(_ descriptor: Int32, orWake wake: Int32?, milliseconds: Int32) -> Bool {
  var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
  if let wake { polled.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0)) }
  let deadline = milliseconds < 0 ? nil : monotonicMilliseconds() + Int(milliseconds)
  while true {
    let left = deadline.map { Int32(max(0, $0 - monotonicMilliseconds())) } ?? -1
    let count = poll(&polled, nfds_t(polled.count), left)
    if count < 0, errno == EINTR { continue }
    return count > 0 && polled[0].revents != 0
  }
}

/// Milliseconds of a clock that no one sets.
func monotonicMilliseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
}

/// What `errno` says, in words.
func systemReason() -> String {
  String(cString: strerror(errno))
}
