import Database
import Records

/// What is published about the floor: which Asterisks there are, and who may do what.
struct PublishedFloor: Sendable {
  private let location: StoreLocation
  /// The Asterisks, as they are published when the daemon starts.
  let servers: [ServerSettings]

  init(location: StoreLocation) throws(DatabaseError) {
    self.location = location
    servers = try Self.read(location)?.servers ?? []
  }

  /// What is published now; `nil` when that cannot be read: then nobody has a role.
  var now: PublishedConfiguration? {
    try? Self.read(location)
  }

  private static func read(
    _ location: StoreLocation
  ) throws(DatabaseError) -> PublishedConfiguration? {
    let store = try Store(at: location, .administrator)
    guard let live = try store.liveHead() else { return nil }
    return try store.revision(begunWith: live.number).centre()
  }
}
