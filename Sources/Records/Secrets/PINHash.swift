internal import CCrypt
public import Database
import Glibc

/// PINs as they are kept: by the system's `crypt`, so that nobody reads them out of a file.
///
/// A PIN has few digits, and whoever holds its hash can try them all; the hash only keeps it from
/// the eye. What protects it is that attempts are counted, and files are not everybody's.
public enum PINHash {
  /// SHA-512, so many rounds: some milliseconds a try.
  private static let method = "$6$rounds=10000$"
  /// Longer texts are no PINs, and would only cost time.
  private static let longest = 64

  /// Makes the hash of a PIN, with a salt of its own.
  ///
  /// - Throws: ``DatabaseError`` with code `pin` when the system cannot make one.
  public static func make(_ pin: String) throws(DatabaseError) -> String {
    guard !pin.isEmpty, pin.utf8.count <= longest else {
      throw failure("it is empty, or longer than \(longest) bytes")
    }
    let letters = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    let salt = (0..<16).map { _ in letters[Int(UInt8.random(in: 0..<64))] }
    guard let hash = hash(pin, method + String(decoding: salt, as: UTF8.self) + "$") else {
      throw failure("the system's crypt does not know SHA-512")
    }
    return hash
  }

  /// Whether a PIN is the one of a hash.
  ///
  /// What is no hash that `crypt` knows is nobody's PIN, a PIN in plain text above all.
  public static func matches(_ pin: String, _ hash: String) -> Bool {
    guard hash.utf8.first == UInt8(ascii: "$"), !pin.isEmpty, pin.utf8.count <= longest,
      let made = Self.hash(pin, hash)
    else { return false }
    // However far they agree, it takes the same time.
    let (left, right) = (Array(made.utf8), Array(hash.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// Whether a text is a hash, as far as one can see.
  public static func isHash(_ text: String) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    return parts.count >= 4 && parts[0].isEmpty && !parts[1].isEmpty
      && (parts.last ?? "").count > 20
  }

  private static func hash(_ pin: String, _ setting: String) -> String? {
    guard !setting.utf8.contains(0), !pin.utf8.contains(0) else { return nil }
    let size = MemoryLayout<crypt_data>.size
    guard let space = calloc(1, size) else { return nil }
    defer {
      explicit_bzero(space, size)
      free(space)
    }
    let data = space.bindMemory(to: crypt_data.self, capacity: 1)
    guard let made = crypt_r(pin, setting, data) else { return nil }
    let hash = String(cString: made)
    // What crypt refuses, it answers with a text that begins with a star.
    return hash.utf8.first == UInt8(ascii: "*") ? nil : hash
  }

  private static func failure(_ cause: String) -> DatabaseError {
    DatabaseError(.pin, doing: "hashing a PIN", cause: cause)
  }
}

extension DatabaseError.Code {
  /// A PIN cannot be hashed.
  public static let pin = DatabaseError.Code(rawValue: "pin")
}
