/// Who may do what by the daemon's control socket, besides root.
public struct RoleSettings: Equatable, Sendable {
  /// The role.
  public var role: Role
  /// The system's users who have it.
  public var users: [String]
  /// The system's groups whose members have it.
  public var groups: [String]

  /// Describes a role.
  public init(role: Role, users: [String] = [], groups: [String] = []) {
    self.role = role
    self.users = users
    self.groups = groups
  }

  /// What somebody may do; each may do what those before it may.
  public enum Role: String, CaseIterable, Comparable, Sendable {
    /// Sees the floor, with numbers masked.
    case agent
    /// Listens in, pauses agents, calls back.
    case supervisor
    /// Sees whole numbers.
    case manager
    /// Does everything.
    case administrator

    /// Whether the left one may do less.
    public static func < (left: Role, right: Role) -> Bool {
      rank(left) < rank(right)
    }

    private static func rank(_ role: Role) -> Int { allCases.firstIndex(of: role) ?? 0 }
  }
}

extension RoleSettings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    for user in users { flat.append("user", user) }
    for group in groups { flat.append("group", group) }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(name: String, _ flat: FlatText) {
    guard let role = Role(rawValue: name) else { return nil }
    self.init(role: role, users: flat.all("user"), groups: flat.all("group"))
  }
}
