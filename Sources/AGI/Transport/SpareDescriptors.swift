internal import Glibc

/// Descriptors kept back: who comes when no other is left can still be let in, and be told.
struct SpareDescriptors {
  /// All but one can be spent; the last is what the others are copied from.
  private static let most = 9

  private var kept: [Int32] = []

  /// Takes what is missing, as far as there is any.
  mutating func refill() {
    while kept.count < Self.most {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return }
      kept.append(descriptor)
    }
  }

  /// Frees one for the next `accept`.
  ///
  /// - Returns: Whether there was one.
  mutating func spend() -> Bool {
    guard kept.count > 1 else { return false }
    close(kept.removeLast())
    return true
  }

  /// Closes a descriptor, and keeps its place when one is missing, before a call can take it.
  mutating func replace(_ descriptor: Int32) {
    guard kept.count < Self.most, let other = kept.first, dup2(other, descriptor) >= 0 else {
      close(descriptor)
      return
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    kept.append(descriptor)
  }

  mutating func finish() {
    for descriptor in kept { close(descriptor) }
    kept.removeAll()
  }
}
