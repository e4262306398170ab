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

  /// Who may do what, as it is published now; nobody, when that cannot be read.
  var roles: [RoleSettings] {
    (try? Self.read(location))?.roles ?? []
  }

  private static func read(
    _ location: StoreLocation
  ) throws(DatabaseError) -> PublishedConfiguration? {
    let store = try Store(at: location, .administrator)
    guard let live = try store.liveHead() else { return nil }
    return try store.revision(begunWith: live.number).centre()
  }
}
