import Configuration
import Foundation

/// The passwords by which agents' phones register: made once, kept in one file, shown only when
/// asked for.
///
/// The file only grows: an agent who comes back has the same password, and a phone goes on working
/// when a revision is taken back.
struct PhonePasswords {
  let folder: GeneratedFolder

  /// Makes those that are missing; phones know those that were kept in an `old` place so far.
  ///
  /// - Returns: The agents that got one.
  func make(for agents: [String], keeping old: PhonePasswords? = nil) throws -> [String] {
    let own = try all()
    var known = own
    if let old { known.merge(try old.all()) { own, _ in own } }
    let new = agents.filter { known[$0] == nil }.sorted()
    for agent in new { known[agent] = Self.password() }
    guard known != own else { return [] }
    try folder.makeFolder()
    // Noted first: who is cut off between the two reloads once in vain.
    try folder.owe([.phones])
    let sections = known.sorted { $0.key < $1.key }.map { agent, password in
      "[\(agent)](switchboard-phone-auth)\nusername = \(agent)\npassword = \(password)\n"
    }
    let head = "\(AsteriskFile.mark): the phones' passwords. Keep it: phones know them.\n"
    try folder.replace(AsteriskFile.secrets, with: head + sections.joined(), mode: 0o640)
    return new
  }

  /// One agent's; `nil` when none was made yet.
  func password(of agent: String) throws -> String? { try all()[agent] }

  private func all() throws -> [String: String] {
    var known: [String: String] = [:]
    var agent: String?
    for line in try folder.body(of: AsteriskFile.secrets)?.split(separator: "\n") ?? [] {
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        agent = String(line[line.index(after: line.startIndex)..<end])
      } else if line.hasPrefix("password = "), let agent {
        known[agent] = String(line.dropFirst("password = ".count))
      }
    }
    return known
  }

  /// Twenty letters and digits, of which none is taken for another: 115 bits.
  private static func password() -> String {
    let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    var source = SystemRandomNumberGenerator()
    return String((0..<20).map { _ in letters[Int.random(in: 0..<letters.count, using: &source)] })
  }
}
