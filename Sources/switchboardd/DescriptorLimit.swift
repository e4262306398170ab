import Glibc

/// How many files may be open, and how many calls that carries.
///
/// A call that cannot open its store would take the default route, while one that is told `BUSY`
/// goes on by exec: so no call is let in that could find no descriptor.
struct DescriptorLimit {
  /// A call holds its socket, the store and the store's log.
  private static let perCall = 3
  /// For the daemon itself, for callers who are being sent away, for files open only for a moment.
  private static let reserve = 128

  let files: Int

  /// Raises the limit to the highest that this process may have.
  static func raised() -> DescriptorLimit {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return DescriptorLimit(files: Int(clamping: limit.rlim_cur))
  }

  /// The most calls at once that it carries.
  var calls: Int {
    max(1, (files - Self.reserve) / Self.perCall)
  }
}
