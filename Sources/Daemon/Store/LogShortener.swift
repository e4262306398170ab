import Database
import Logging

/// Keeps the log of one file of the store short, so that no call has to: whoever writes to a log that has
/// become long moves it into the file.
///
/// It never makes anybody wait (but for at most 10 ms where a log has grown beyond 8 MB since somebody was
/// always reading). It belongs to one thread.
final class LogShortener {
  private let file: String
  private let log: Logger
  private var connection: Connection?
  private var next: ContinuousClock.Instant?
  private var trouble = Trouble()

  /// How long after a log that grows it is looked again, and how long after one that does not.
  static let pauses = (short: Duration.seconds(1), long: Duration.seconds(10))
  /// From how many pages on it grows; the lease alone writes fewer.
  private static let few = 50

  /// What is written here is no promise to anybody: it is all in the log already.
  private static let options = Connection.Options(
    creates: false,
    durability: .normal,
    busyBudget: .seconds(1),
    checkpointsOnClose: false,
    longestLog: 0,
    readsWhatItCannotWrite: false
  )

  /// Prepares to look after a file.
  init(_ file: String, log: Logger) {
    self.file = file
    self.log = log
  }

  /// Looks, if it is time to.
  func step(at now: ContinuousClock.Instant = .now) {
    if let next, now < next { return }
    do throws(DatabaseError) {
      let pages = try opened().keepLogShort()
      next = now + (pages > Self.few ? Self.pauses.short : Self.pauses.long)
      if trouble.ends() { log.notice("\(file): its log is moved into it again") }
    } catch {
      connection = nil
      next = now + Self.pauses.short
      if trouble.persists(error.code.rawValue, at: now) {
        log.error("\(file): \(error): its log cannot be moved into it, and grows")
      }
    }
  }

  private func opened() throws(DatabaseError) -> Connection {
    if let connection { return connection }
    let connection = try Connection(path: file, Self.options)
    self.connection = connection
    return connection
  }
}
