import Glibc

/// A value behind a lock, with a bell that rings for those who wait for it to change.
///
/// The waits end at a deadline on the monotonic clock; nobody polls.
public final class Watched<Value>: @unchecked Sendable {
  // `value` is touched only while `mutex` is held: that makes the class Sendable.
  private var value: Value
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let bell = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  public init(_ value: sending Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(bell, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(bell)
    pthread_mutex_destroy(mutex)
    bell.deallocate()
    mutex.deallocate()
  }

  public func read<Result>(_ body: (Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(value)
  }

  /// Changes the value and wakes everyone who waits.
  @discardableResult
  public func change<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(bell)
      pthread_mutex_unlock(mutex)
    }
    return try body(&value)
  }

  /// Changes the value without waking anyone.
  @discardableResult
  public func changeQuietly<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }

  /// Waits until `body` finds what it looks for; `nil` when the deadline came first.
  ///
  /// `body` is asked at once and after each change, under the lock.
  public func wait<Result>(
    until deadline: Moment,
    for body: (inout Value) throws -> Result?
  ) rethrows -> Result? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    var time = deadline.timespec
    while true {
      if let found = try body(&value) { return found }
      if pthread_cond_timedwait(bell, mutex, &time) == ETIMEDOUT { return try body(&value) }
    }
  }
}
