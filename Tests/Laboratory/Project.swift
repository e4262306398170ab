import Glibc

/// Where the project's files are.
enum Project {
  /// The folder with Package.swift in it.
  static let folder = #filePath.components(untilFolder: "Tests")

  static var asteriskScript: String { "\(folder)/scripts/asterisk" }

  /// The folder of the release binaries: `SWITCHBOARD_PROGRAMS`, else where SwiftPM puts them.
  static var programs: String {
    getenv("SWITCHBOARD_PROGRAMS").map { String(cString: $0) } ?? "\(folder)/.build/release"
  }
}

extension String {
  /// The path up to the last folder of that name, which is left out.
  fileprivate func components(untilFolder name: String) -> String {
    let parts = split(separator: "/")
    let end = parts.lastIndex { $0 == name } ?? parts.endIndex
    return "/" + parts[..<end].joined(separator: "/")
  }
}
