import AGI
import Database
import Records

extension Walk {
  /// The caller's voice.
  func speak(_ message: VoiceMessage) throws -> Target {
    let question = message.question
    var comment: [PromptName] = []
    for attempt in 1...max(1, question.attempts) {
      // Keys skip the words; a 0 asks for a person.
      if try session.play(comment + question.prompts, cutBy: .keypad) {
        let key = try session.key(after: [], wait: .milliseconds(1))
        if key == "0", let person { return toPerson(person) }
      }
      keepMissing()
      mailbox = message.mailbox
      let voice = try session.record(
        into: "messages/\(message.mailbox)",
        longest: message.longest,
        quiet: message.quiet
      )
      mailbox = nil
      if let voice, voice.spoken > Self.shortest {
        session.keep(voice, for: message.mailbox)
        keep(.recorded, target: message.next)
        return message.next
      }
      keep(.silence)
      comment = question.silence.map { [$0] } ?? []
      if attempt >= question.attempts { try session.play(comment) }
    }
    keepMissing()
    return otherwise(message.otherwise)
  }

  /// A key that was pressed at once, and nothing else, is no message.
  private static let shortest: Duration = .milliseconds(500)

  /// Keeps the message of a caller who has hung up.
  func keepUnfinishedMessage(_ call: DeadCall) throws {
    guard let mailbox, let voice = try session.unfinishedVoice(on: call) else { return }
    session.keep(voice, for: mailbox)
    keep(.recorded)
  }
}

extension Session {
  /// Keeps a message.
  func keep(_ voice: Voice, for mailbox: String) {
    keep { store throws(DatabaseError) in
      let message = Message(
        of: key,
        at: .now(),
        for: mailbox,
        from: try caller(),
        file: voice.file,
        length: voice.length
      )
      try store.keep(message)
    }
  }
}
