/// What the directory is made of: each is imported, and becomes visible, by itself.
public enum DirectoryContent: Equatable, Sendable {
  /// Who calls.
  case contacts
  /// Where numbers are at home.
  case regions
  /// The numbers of one list, such as `blacklist`.
  case list(String)

  /// How the layers' table names it.
  var key: String {
    switch self {
    case .contacts: "contacts"
    case .regions: "regions"
    case .list(let name): "list \(name)"
    }
  }
}
