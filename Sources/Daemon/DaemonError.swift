/// Something that keeps the daemon from doing its work; the words name what to do.
struct DaemonError: Error, CustomStringConvertible {
  /// What, and what to do.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
