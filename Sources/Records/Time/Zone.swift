public import Database

/// A time zone of the tz database, read from the system's own files (RFC 8536).
///
/// A zone that is not there is an error, never UTC in silence.
public struct Zone: Sendable {
  /// Its name, such as `Asia/Shanghai`.
  public let name: String

  /// When the offset changed, in seconds since 1970, and to what.
  private let changes: [(from: Int, offset: Int)]
  private let first: Int
  private let rule: ZoneRule?

  /// Reads the zone called `name`.
  ///
  /// - Throws: ``DatabaseError`` with code `zone`.
  public init(
    named name: String,
    in folder: String = "/usr/share/zoneinfo"
  ) throws(DatabaseError) {
    guard Self.isName(name) else { throw Self.error(name, "that is no name of a zone") }
    let bytes: [UInt8]
    do {
      bytes = try readFile(folder + "/" + name, limit: 1 << 17)
    } catch {
      throw Self.error(name, error.cause)
    }
    guard let file = ZoneFile(bytes) else { throw Self.error(name, "that file is no zone") }
    self.name = name
    changes = file.changes
    first = file.first
    rule = file.rule
  }

  /// The local date and time at a moment.
  public func civilTime(at moment: Timestamp) -> CivilTime {
    CivilTime(seconds: moment.seconds + offset(at: moment))
  }

  /// Seconds east of UTC at a moment.
  public func offset(at moment: Timestamp) -> Int {
    let seconds = moment.seconds
    guard let last = changes.last else { return rule?.offset(at: seconds) ?? first }
    if seconds >= last.from { return rule?.offset(at: seconds) ?? last.offset }
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].from <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : changes[low - 1].offset
  }

  /// A name leads to a file below the folder and nowhere else.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.utf8.starts(with: "/".utf8)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"),
          UInt8(ascii: "+"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  private static func error(_ name: String, _ cause: String) -> DatabaseError {
    DatabaseError(.zone, doing: "reading the zone \(name)", cause: cause)
  }
}

extension DatabaseError.Code {
  /// There is no such time zone.
  public static let zone = DatabaseError.Code(rawValue: "zone")
}
