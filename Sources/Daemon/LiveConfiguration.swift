public import Database
public import Records
import Synchronization

/// What is published at the moment that it is asked for.
///
/// Whoever asks has the number of the live revision read, which is one row; the revision itself is read
/// when it is another one than before.
public final class LiveConfiguration: Sendable {
  private struct State {
    var store: Store?
    var revision: Int?
    var configuration: PublishedConfiguration?
  }

  private let location: StoreLocation
  private let state = Mutex(State())

  /// Reads nothing yet.
  public init(at location: StoreLocation) {
    self.location = location
  }

  /// What is published now; `nil` when nothing is.
  ///
  /// - Throws: ``DatabaseError`` when it cannot be read.
  public func read() throws(DatabaseError) -> PublishedConfiguration? {
    let location = location
    return try state.withLock { state throws(DatabaseError) in
      do throws(DatabaseError) {
        if state.store == nil { state.store = try Store(at: location, .administrator) }
        guard let store = state.store else { return nil }
        let live = try store.liveHead()?.number
        if live != state.revision {
          state.configuration = nil
          if let live { state.configuration = try store.revision(begunWith: live).centre() }
          state.revision = live
        }
        return state.configuration
      } catch {
        state.store = nil
        state.revision = nil
        throw error
      }
    }
  }

  /// What is published now; `nil` also when that cannot be read: then nobody has a role.
  public var now: PublishedConfiguration? { try? read() }
}
