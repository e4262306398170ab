public import Records

/// What somebody asked of the daemon.
public struct Deed: Sendable, Equatable {
  /// Its number; 0 before it was written down.
  public var id = 0
  /// When.
  public var at: Timestamp
  /// Who, as the kernel says: the user's number and name.
  public var uid: Int
  /// The user's name.
  public var author: String
  /// The role that allowed it; `nil` of deeds from before that was kept.
  public var role: String?
  /// What was asked for.
  public var command: String
  /// Its details, `name=value`, numbers masked.
  public var details: String
  /// What came of it; `nil` when that is not known yet.
  public var outcome: String?

  /// Describes one.
  public init(
    at: Timestamp,
    uid: Int,
    author: String,
    role: String?,
    command: String,
    details: String
  ) {
    self.at = at
    self.uid = uid
    self.author = author
    self.role = role
    self.command = command
    self.details = details
  }
}

/// One thing that was written down about a deed, in the order in which it was.
///
/// Its hash is made of the one before and of what is said, so nothing before it can be changed or taken out
/// without all that follows being made anew.
struct DeedLink: Equatable {
  /// What is said.
  enum Word: String {
    /// The deed was asked for.
    case asked
    /// This came of it.
    case outcome
  }

  /// Its place in the chain, from 1.
  var number: Int
  var deed: Int
  var word: Word
  /// When it was written down.
  var at: Timestamp

  /// The hash, as 64 hexadecimal digits.
  ///
  /// - Parameters:
  ///   - deed: The deed as it stands in its row.
  ///   - before: The hash of the link before.
  /// - Returns: The hash.
  func hash(of deed: Deed, after before: String) -> String {
    let told =
      switch word {
      case .asked:
        [
          "\(deed.at.microseconds)", "\(deed.uid)", deed.author, deed.role ?? "", deed.command,
          deed.details,
        ]
      case .outcome: [deed.outcome ?? ""]
      }
    let parts =
      [before, "\(number)", "\(self.deed)", word.rawValue, "\(at.microseconds)"] + told
    // With their lengths, so that no two lists of parts look alike.
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    return SHA256.hexadecimal(of: Array(text.utf8))
  }
}
