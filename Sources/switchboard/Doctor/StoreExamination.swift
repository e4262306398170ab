import Configuration
import Database
import Glibc
import Operations
import Records
import Schema

/// The store: its files, their rights, its shape and its room.
struct StoreExamination {
  static let place = "store"

  let location: StoreLocation

  func run() -> Examination {
    var found = Examination()
    found.findings += rights()
    do {
      let connection = try Connection(path: location.file, .administrator)
      let number = try connection.schemaStamp()?.number ?? 0
      let newest = Schema.migrations.last?.number ?? 0
      if number < newest { found.findings.append(Phrases.oldStore(number, newest)) }
      _ = try Store(connection)
      // Takes the lock of a writer, and writes nothing.
      try connection.transaction {}
      try connection.keepReserve()
      found.notes.append(Phrases.storeIsWell(location.folder, schema: number))
    } catch {
      found.findings.append(Finding(Self.place, "store-\(error.code)", Failure(error)))
    }
    found.findings += floor()
    return found
  }

  /// The floor's file; the daemon makes it, and there may be none yet.
  private func floor() -> [Finding] {
    guard status(of: location.floorFile) != nil else { return [] }
    do throws(DatabaseError) {
      let connection = try Connection(path: location.floorFile, .administrator)
      let number = try connection.schemaStamp()?.number ?? 0
      let newest = Schema.floor.last?.number ?? 0
      guard number >= newest else { return [Phrases.oldFloor(number, newest)] }
      _ = try FloorStore(connection)
      let damage = try connection.first("PRAGMA quick_check(1)") { $0.text(0) }
      guard damage == "ok" else {
        throw DatabaseError(
          .corrupt,
          doing: "checking \(location.floorFile)",
          cause: "\(damage ?? ""): put back a backup of it"
        )
      }
      try connection.transaction {}
      return []
    } catch {
      return [Finding(Self.place, "floor-\(error.code)", Failure(error))]
    }
  }

  private func rights() -> [Finding] {
    guard let folder = status(of: location.folder), status(of: location.file) != nil else {
      return []
    }
    var findings: [Finding] = []
    if folder.st_mode & 0o7777 != 0o2770 {
      findings.append(Phrases.storeMode(location.folder, folder.st_mode & 0o7777, wanted: 0o2770))
    }
    let files = [location.file, location.floorFile]
    for path in files.flatMap({ [$0, $0 + "-wal", $0 + "-shm"] }) {
      guard let one = status(of: path), one.st_mode & 0o7777 != 0o660 else { continue }
      findings.append(Phrases.storeMode(path, one.st_mode & 0o7777, wanted: 0o660))
    }
    // The daemon's user has the group that both share; without that user, the store is one user's own.
    let group = getpwnam("switchboard")?.pointee.pw_gid ?? folder.st_gid
    let groups = files.compactMap { status(of: $0)?.st_gid } + [folder.st_gid]
    if groups.contains(where: { $0 != group }) {
      findings.append(Phrases.storeGroup(location.folder, Self.name(ofGroup: group)))
    }
    return findings
  }

  private static func name(ofGroup group: gid_t) -> String {
    getgrgid(group).map { String(cString: $0.pointee.gr_name) } ?? "\(group)"
  }
}

/// What the system says of a file; `nil` when it says nothing.
func status(of path: String) -> stat? {
  var status = stat()
  return stat(path, &status) == 0 ? status : nil
}
