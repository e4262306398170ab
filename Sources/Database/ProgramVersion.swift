/// A version of Switchboard's programs.
public struct ProgramVersion: Comparable, Sendable, CustomStringConvertible {
  /// Programs with another major version may not understand each other's store.
  public var major: Int
  /// Counts what is new.
  public var minor: Int
  /// Counts what is mended.
  public var patch: Int

  /// The version of this program.
  public static let current = ProgramVersion(0, 1, 0)

  /// Makes a version of its three numbers, each below 1,000.
  public init(_ major: Int, _ minor: Int, _ patch: Int) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// The version that ``number`` was made of.
  public init(number: Int) {
    self.init(number / 1_000_000, number / 1_000 % 1_000, number % 1_000)
  }

  /// The version as one number that orders as versions do.
  public var number: Int { (major * 1_000 + minor) * 1_000 + patch }

  /// The version as people write it.
  public var description: String { "\(major).\(minor).\(patch)" }

  /// Whether the left one is older.
  public static func < (left: ProgramVersion, right: ProgramVersion) -> Bool {
    left.number < right.number
  }
}
