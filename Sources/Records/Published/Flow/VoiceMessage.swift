/// The caller's voice, kept for somebody to hear and call back.
public struct VoiceMessage: Equatable, Sendable {
  /// Whom it is for.
  public var mailbox: String
  /// What is played before the beep, how often at most, and what when nothing was said.
  public var question: KeyQuestion
  /// The longest message.
  public var longest: Duration
  /// So much silence ends it.
  public var quiet: Duration
  /// What follows a message.
  public var next: Target
  /// What follows when nothing was said.
  public var otherwise: Target

  /// Describes a recording.
  public init(
    for mailbox: String,
    _ question: KeyQuestion,
    longest: Duration = .seconds(180),
    quiet: Duration = .seconds(6),
    next: Target,
    otherwise: Target
  ) {
    self.mailbox = mailbox
    self.question = question
    self.longest = longest
    self.quiet = quiet
    self.next = next
    self.otherwise = otherwise
  }
}

extension VoiceMessage {
  func append(to flat: inout FlatText) {
    flat.append("mailbox", mailbox)
    question.append(to: &flat) { _ in }
    flat.append("longest", longest.milliseconds)
    flat.append("quiet", quiet.milliseconds)
    flat.append("next", next)
    flat.append("otherwise", otherwise)
  }

  init?(_ flat: FlatText) {
    guard let mailbox = flat["mailbox"], let question = KeyQuestion(flat),
      let longest = flat.duration("longest"), let quiet = flat.duration("quiet"),
      let next = flat.target("next"), let otherwise = flat.target("otherwise")
    else { return nil }
    self.init(
      for: mailbox,
      question,
      longest: longest,
      quiet: quiet,
      next: next,
      otherwise: otherwise
    )
  }
}
