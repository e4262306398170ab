import AGI
import Records

/// What a caller is asked about, as the dialplan's variables tell it.
struct Conversation: Equatable {
  var queue: String
  var agent: String
  var interface: String
  var way: SurveyInvitation.Way
  var linkedID: String

  /// The variables, read in one step.
  static let variables: StaticString = """
    ${QUEUESTATUS}|${SWB_SURVEY_WAY}|${SWB_QUEUE}|${CHANNEL(linkedid)}|${MEMBERNAME}|\
    ${MEMBERINTERFACE}
    """

  /// Reads the variables; `nil` when the caller spoke with nobody.
  ///
  /// A queue that the caller left by waiting too long, or in which nobody was, says so. Who comes
  /// from a menu or a transfer was in no queue.
  init?(variables text: String) {
    let parts = text.split(separator: "|", maxSplits: 5, omittingEmptySubsequences: false)
      .map { String($0) }
    guard parts.count == 6, parts[0].isEmpty || parts[0] == "CONTINUE" else { return nil }
    way = SurveyInvitation.Way(rawValue: parts[1])
    queue = parts[2]
    linkedID = parts[3]
    agent = parts[4]
    interface = parts[5]
  }
}

extension Session {
  /// What the caller is asked about; `nil` when the caller spoke with nobody.
  func conversation() throws -> Conversation? {
    Conversation(variables: try call.evaluate(Conversation.variables))
  }

  /// Decides whether the caller is invited, and keeps that.
  ///
  /// - Throws: `DatabaseError` when it cannot be kept: a survey whose answers cannot be kept is not
  ///   asked.
  func invite(to survey: Survey, about talk: Conversation) throws -> Store.Invited {
    let now = Timestamp.now()
    let caller = try caller().normalised
    var invitation = SurveyInvitation(
      at: now,
      revision: revision.number,
      survey: survey.name,
      queue: talk.queue,
      agent: talk.agent,
      interface: talk.interface,
      language: call.environment.language,
      caller: caller,
      linkedID: talk.linkedID,
      way: talk.way
    )
    do {
      // Whoever hung up while this program started has heard nothing of an invitation.
      _ = try call.status()
    } catch {
      if error.code == .hangup {
        invitation.skip = .left
        _ = try store.invite(invitation, of: key)
      }
      throw error
    }
    invitation.skip = try skip(by: survey.invites, survey.name, talk.way, caller, now)
    return try store.invite(invitation, of: key)
  }

  private func skip(
    by rule: InvitationRule,
    _ survey: String,
    _ way: SurveyInvitation.Way,
    _ caller: String?,
    _ now: Timestamp
  ) throws -> SurveyInvitation.Skip? {
    // The agent who sends a caller has asked for it.
    if way == .sent { return nil }
    guard rule.isInShare(key, survey: survey) else { return .share }
    guard rule.restDays > 0, let caller else { return nil }
    let since = Timestamp(microseconds: now.microseconds - rule.restDays * 86_400_000_000)
    return try store.wasInvited(caller, since: since, otherThan: key) ? .recent : nil
  }
}
