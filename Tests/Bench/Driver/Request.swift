import Foundation
import Programs

/// What is to be measured, as the command line says it.
struct Request {
  let rounds: Int
  let contestants: [Contestant]
  /// The words that run a command on Asterisk's console.
  let console: [String]

  init(_ words: ArraySlice<String>) throws {
    guard let first = words.first, let rounds = Int(first) else {
      throw BenchFailure("say how many rounds")
    }
    self.rounds = rounds
    let parts = words.dropFirst().split(
      separator: "--",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    contestants = try (parts.first.map(Array.init) ?? []).map(Contestant.init)
    console = parts.count > 1 ? Array(parts[1]) : []
  }

  /// Where Asterisk's settings are, for what is measured inside one.
  var settings: String? { ProcessInfo.processInfo.environment["SWITCHBOARD_BENCH_SETTINGS"] }

  /// The path of one of our programs.
  func program(_ name: String) throws -> String {
    guard let program = Program.all.first(where: { $0.name == name }) else {
      throw BenchFailure("no program \(name)")
    }
    return try program.path()
  }
}

/// One way to write the same script, which answers and sets a variable; or a program of ours.
struct Contestant {
  enum Role: String {
    case nothing, floor, ours, perl, python, program
  }

  let role: Role
  let name: String
  /// The program to start, or the address of a FastAGI server; empty for nothing at all.
  let path: String
  /// The call that it is given.
  let call: Program

  init(_ word: String) throws {
    let parts = word.split(separator: "=", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let role = Role(rawValue: String(parts[0])) else {
      throw BenchFailure("write ROLE=NAME=PATH, not \(word)")
    }
    self.role = role
    name = String(parts[1])
    path = String(parts[2])
    call = Program.all.first { [name] in $0.name == name } ?? .smallest
  }
}
