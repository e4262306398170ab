import Database
import Operations
import Records
import Schema

/// What is written down in the floor's file: what was asked for, and which calls were placed.
///
/// Each time with a connection of its own: it happens a few times a minute, and is safe on the disk when
/// it returns.
actor Book {
  private let location: StoreLocation

  /// Makes the floor's file where there is none, and brings it to its shape.
  init(at location: StoreLocation) throws {
    self.location = location
    try StoreFiles.create(folder: location.folder, file: location.floorFile)
    try Schema.migrate(
      try Connection(path: location.floorFile, .administrator),
      to: Schema.floor
    )
  }

  func begin(_ deed: Deed) throws(DatabaseError) -> Int {
    try open().begin(deed)
  }

  func settle(deed id: Int, outcome: String) throws(DatabaseError) {
    try open().settle(deed: id, outcome: outcome)
  }

  func begin(_ attempt: Attempt) throws(DatabaseError) {
    try open().begin(attempt)
  }

  func settle(attempt channelId: String, outcome: String) throws(DatabaseError) {
    try open().settle(attempt: channelId, outcome: outcome, at: .now())
  }

  func openAttempts(
    of node: String,
    before moment: Timestamp
  ) throws(DatabaseError) -> [Attempt] {
    try open().openAttempts(of: node, before: moment)
  }

  private func open() throws(DatabaseError) -> FloorStore {
    try FloorStore(at: location, .administrator)
  }
}
