internal import Glibc

/// Waits until one of the descriptors can be read.
///
/// - Returns: Whether the first one is ready; `false` when the time ran out or only another is.
func waitToRead(_ descriptor: Int32, orWake wake: Int32?, milliseconds: Int32) -> Bool {
  let deadline = milliseconds < 0 ? nil : monotonicMilliseconds() + Int(milliseconds)
  return withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { polled in
    while true {
      polled[0] = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      polled[1] = pollfd(fd: wake ?? -1, events: Int16(POLLIN), revents: 0)
      let left = deadline.map { millisecondsLeft(until: $0) } ?? -1
      let count = poll(polled.baseAddress, 2, left)
      if count < 0, errno == EINTR { continue }
      return count > 0 && polled[0].revents != 0
    }
  }
}

/// Milliseconds of a clock that no one sets.
func monotonicMilliseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
}

/// What is left of a time, as `poll` wants it.
func millisecondsLeft(until deadline: Int) -> Int32 {
  Int32(clamping: max(0, deadline - monotonicMilliseconds()))
}

/// What `errno` says, in words.
func systemReason() -> String {
  String(cString: strerror(errno))
}
