import AGITesting
import Foundation
import Testing

/// The recorded sessions of real Asterisk 16.28 and 22.10.
struct Fixture: CustomTestStringConvertible, Sendable {
  let asterisk: String
  let name: String

  static let all: [Fixture] = ["16", "22"].flatMap { asterisk in
    names(in: "sessions/\(asterisk)").map { Fixture(asterisk: asterisk, name: $0) }
  }

  var testDescription: String { "\(asterisk)/\(name)" }

  func session() throws -> RecordedSession {
    try RecordedSession(parsing: try Fixture.text("sessions/\(asterisk)/\(name)"))
  }

  static func named(_ name: String, asterisk: String = "22") throws -> RecordedSession {
    try Fixture(asterisk: asterisk, name: name + ".txt").session()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: path)))
  }

  static func names(in path: String) -> [String] {
    let path = folder.appending(path: path).path()
    return (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
  }

  private static var folder: URL { Bundle.module.bundleURL.appending(path: "Fixtures") }
}
