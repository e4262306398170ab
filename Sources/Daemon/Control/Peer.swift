import Glibc
public import Records
import Synchronization

/// Who is at the other end of the control socket, as the kernel says.
struct Peer: Sendable, Equatable {
  var user: uid_t
  var groups: Set<gid_t>

  /// The other end of a Unix socket; `nil` when the kernel does not say.
  init?(descriptor: Int32) {
    var credentials = Credentials()
    var length = socklen_t(MemoryLayout<Credentials>.size)
    guard getsockopt(descriptor, SOL_SOCKET, Self.peerCredentials, &credentials, &length) == 0
    else {
      return nil
    }
    user = credentials.user
    var groups = [gid_t](repeating: 0, count: 65_536)
    length = socklen_t(groups.count * MemoryLayout<gid_t>.size)
    guard getsockopt(descriptor, SOL_SOCKET, Self.peerGroups, &groups, &length) == 0 else {
      return nil
    }
    self.groups = Set(groups.prefix(Int(length) / MemoryLayout<gid_t>.size)).union([
      credentials.group
    ])
  }

  init(user: uid_t, groups: Set<gid_t>) {
    self.user = user
    self.groups = groups
  }

  /// The kernel's `struct ucred`, `SO_PEERCRED` and `SO_PEERGROUPS`, which Glibc's headers keep from
  /// Swift.
  private struct Credentials {
    var process: pid_t = 0
    var user: uid_t = 0
    var group: gid_t = 0
  }
  private static let peerCredentials: Int32 = 17
  private static let peerGroups: Int32 = 59

  /// The user's name, else the number.
  var name: String {
    Self.names.withLock { _ in
      getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "\(user)"
    }
  }

  /// The C library answers about users and groups in a place of its own: one at a time.
  private static let names = Mutex(())

  /// What this one may do: the most of what is given to the user and to the groups.
  ///
  /// - Returns: `nil` when nothing is.
  func role(by settings: [RoleSettings]) -> RoleSettings.Role? {
    user == geteuid() ? .administrator : granted(by: settings)
  }

  /// What is given to the user and to the groups; root needs none.
  fileprivate func granted(by settings: [RoleSettings]) -> RoleSettings.Role? {
    if user == 0 { return .administrator }
    return Self.names.withLock { _ in
      settings.filter { setting in
        setting.users.contains { getpwnam($0)?.pointee.pw_uid == user }
          || setting.groups.contains { name in
            getgrnam(name).map { groups.contains($0.pointee.gr_gid) } ?? false
          }
      }.map(\.role).max()
    }
  }
}

extension RoleSettings.Role {
  /// What the user of this process has been given.
  ///
  /// - Parameter settings: Who may do what.
  /// - Returns: `nil` when nothing was.
  public static func ofThisUser(by settings: [RoleSettings]) -> RoleSettings.Role? {
    var groups = [gid_t](repeating: 0, count: 65_536)
    let count = getgroups(Int32(groups.count), &groups)
    let all = Set(groups.prefix(Int(max(0, count)))).union([getegid()])
    return Peer(user: getuid(), groups: all).granted(by: settings)
  }
}
