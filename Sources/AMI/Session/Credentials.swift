/// Who logs in, and how.
///
/// Printing, interpolating or dumping it shows no secret.
public struct Credentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// How the secret is proved.
  public enum Login: Sendable, Equatable {
    /// By an MD5 challenge: the secret itself does not cross the network.
    case challenge
    /// By the secret as it is; use it with TLS alone, and only where a challenge is not offered.
    case plainText
  }

  /// The manager user.
  public var username: String
  /// Its secret.
  var secret: String
  /// How the secret is proved.
  public var login: Login

  /// Makes credentials of a section of `manager.conf` and its `secret`.
  public init(username: String, secret: String, login: Login = .challenge) {
    self.username = username
    self.secret = secret
    self.login = login
  }

  /// The user's name.
  public var description: String { username }
  /// The user's name.
  public var debugDescription: String { username }
  /// The user's name.
  public var customMirror: Mirror { Mirror(self, children: ["username": username]) }
}
