import Glibc

/// Which Asterisk the laboratory starts.
public enum AsteriskVersion: String, Sendable, CaseIterable {
  case asterisk16 = "16"
  case asterisk22 = "22"
  /// The one that is installed.
  case system

  /// The version that `SWITCHBOARD_ASTERISK` names; 22 when it is not set.
  public static func chosen() throws -> AsteriskVersion {
    guard let name = getenv("SWITCHBOARD_ASTERISK").map({ String(cString: $0) }), !name.isEmpty
    else { return .asterisk22 }
    guard let version = AsteriskVersion(rawValue: name) else {
      throw LaboratoryError("SWITCHBOARD_ASTERISK=\(name): use 16, 22 or system")
    }
    return version
  }
}
