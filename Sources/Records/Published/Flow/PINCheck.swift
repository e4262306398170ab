/// A secret number that proves who calls.
///
/// Failures are counted across calls.
public struct PINCheck: Equatable, Sendable {
  /// What is asked, and how often in one call.
  public var question: KeyQuestion
  /// How many digits there are; `#` ends them earlier.
  public var length: ClosedRange<Int>
  /// Where the PIN's hash is.
  public var source: Source
  /// Who is to be proved: a number in the directory, a key in AstDB.
  public var identity: FlowValue
  /// After so many failures, in all calls together, nobody is let in for a while.
  public var lockAfter: Int
  /// How long that while is.
  public var lockFor: Duration
  /// What follows a PIN that is right.
  public var next: Target
  /// What follows after the last attempt.
  public var otherwise: Target
  /// What follows when the identity or the caller is locked out.
  public var locked: Target

  /// Describes a check.
  public init(
    _ question: KeyQuestion,
    length: ClosedRange<Int>,
    source: Source,
    identity: FlowValue = .variable("caller"),
    lockAfter: Int = 5,
    lockFor: Duration = .seconds(15 * 60),
    next: Target,
    otherwise: Target,
    locked: Target
  ) {
    self.question = question
    self.length = length
    self.source = source
    self.identity = identity
    self.lockAfter = lockAfter
    self.lockFor = lockFor
    self.next = next
    self.otherwise = otherwise
    self.locked = locked
  }

  /// Where a PIN's hash is.
  ///
  /// A PIN in plain text is nobody's.
  public enum Source: Equatable, Sendable, LosslessStringConvertible {
    /// A field of the contact whose number the identity is.
    case contact(field: String)
    /// The value of the identity in a family of AstDB.
    case astDB(family: String)
    /// In the flow itself: one PIN for all.
    case hash(String)

    /// Reads the form that ``description`` writes.
    public init?(_ text: String) {
      let words = text.split(separator: " ").map(String.init)
      switch (words.first, words.count) {
      case ("contact", 2): self = .contact(field: words[1])
      case ("astdb", 2): self = .astDB(family: words[1])
      case ("hash", 2): self = .hash(words[1])
      default: return nil
      }
    }

    /// The source in words.
    public var description: String {
      switch self {
      case .contact(let field): "contact \(field)"
      case .astDB(let family): "astdb \(family)"
      case .hash(let hash): "hash \(hash)"
      }
    }
  }
}

extension PINCheck {
  func append(to flat: inout FlatText) {
    question.append(to: &flat) { _ in }
    flat.append(length: length)
    flat.append("source", source)
    flat.append("identity", identity)
    flat.append("lock-after", lockAfter)
    flat.append("lock-for", lockFor.milliseconds)
    flat.append("next", next)
    flat.append("otherwise", otherwise)
    flat.append("locked", locked)
  }

  init?(_ flat: FlatText) {
    guard let question = KeyQuestion(flat), let length = flat.length,
      let source = flat["source"].flatMap(Source.init),
      let identity = flat["identity"].map(FlowValue.init),
      let lockAfter = flat["lock-after"].flatMap(Int.init),
      let lockFor = flat.duration("lock-for"), let next = flat.target("next"),
      let otherwise = flat.target("otherwise"), let locked = flat.target("locked")
    else { return nil }
    self.init(
      question,
      length: length,
      source: source,
      identity: identity,
      lockAfter: lockAfter,
      lockFor: lockFor,
      next: next,
      otherwise: otherwise,
      locked: locked
    )
  }
}
