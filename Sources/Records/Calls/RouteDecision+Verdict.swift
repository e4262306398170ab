extension RouteDecision {
  /// Why a rule won, or did not.
  public enum Verdict: Equatable, Sendable {
    /// It won.
    case won
    /// It won with its target for outside these hours.
    case wonClosed(String)
    /// It won: today is this holiday.
    case wonHoliday(String)
    /// What it says of the queue holds, and the next rule was tried.
    case applied
    /// It was for these hours only.
    case closed(String)
    /// The caller is not on this list.
    case notListed(String)
    /// The caller withheld the number, so that nothing could be asked of it.
    case withheld(String)
    /// Another number was dialled.
    case otherNumber(String)
    /// The caller's number does not begin so.
    case otherPrefix(String)
    /// The caller is not from this region.
    case otherRegion(String)
    /// The caller is not spoken to in this language.
    case otherLanguage(String)
    /// The call does not need this skill.
    case otherSkill(String)
    /// So many wait in the queue, and not more than the rule asks for: `sales 3`.
    case fewWaiting(String)
    /// So many agents of the queue are free, and not fewer than the rule asks for: `sales 3`.
    case manyFree(String)
    /// Asterisk could not tell how it stands with this queue.
    case noFigure(String)
    /// Nobody switched it.
    case off
    /// It is no holiday.
    case workday
    /// The caller's last call was not dropped, or too long ago.
    case notDropped
    /// No agent is known, or it is too long ago.
    case noAgent
    /// This agent is not free.
    case agentBusy(String)
    /// The business system gave no answer, for this reason.
    case noAnswer(String)
    /// The business system left the target to the rules.
    case noOpinion
    /// This queue is closed: by hand, or by its hours.
    case queueClosed(String)
    /// The queue let the caller go, for this reason.
    case overflow(String)
    /// The queue names no place for this reason.
    case noOverflow(String)
    /// The caller has been in this queue already.
    case visited(String)
    /// What a newer program stored.
    case other(String)
  }
}

extension RouteDecision.Verdict: CustomStringConvertible {
  /// Reads the form that ``description`` writes.
  public init(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let about = words.count > 1 ? words[1] : nil
    switch (words.first, about) {
    case ("won", nil): self = .won
    case ("applied", nil): self = .applied
    case ("off", nil): self = .off
    case ("workday", nil): self = .workday
    case ("not-dropped", nil): self = .notDropped
    case ("no-agent", nil): self = .noAgent
    case ("no-opinion", nil): self = .noOpinion
    case ("won-closed", let hours?): self = .wonClosed(hours)
    case ("won-holiday", let day?): self = .wonHoliday(day)
    case ("closed", let hours?): self = .closed(hours)
    case ("not-listed", let list?): self = .notListed(list)
    case ("withheld", let list): self = .withheld(list ?? "")
    case ("other-number", let number?): self = .otherNumber(number)
    case ("other-prefix", let prefix?): self = .otherPrefix(prefix)
    case ("other-region", let region?): self = .otherRegion(region)
    case ("other-language", let language?): self = .otherLanguage(language)
    case ("other-skill", let skill?): self = .otherSkill(skill)
    case ("few-waiting", let figure?): self = .fewWaiting(figure)
    case ("many-free", let figure?): self = .manyFree(figure)
    case ("no-figure", let queue?): self = .noFigure(queue)
    case ("agent-busy", let agent?): self = .agentBusy(agent)
    case ("no-answer", let reason?): self = .noAnswer(reason)
    case ("queue-closed", let queue?): self = .queueClosed(queue)
    case ("overflow", let reason?): self = .overflow(reason)
    case ("no-overflow", let reason?): self = .noOverflow(reason)
    case ("visited", let queue?): self = .visited(queue)
    default: self = .other(text)
    }
  }

  /// The verdict as it is stored.
  public var description: String {
    switch self {
    case .won: "won"
    case .applied: "applied"
    case .off: "off"
    case .workday: "workday"
    case .notDropped: "not-dropped"
    case .noAgent: "no-agent"
    case .noOpinion: "no-opinion"
    case .wonClosed(let hours): "won-closed \(hours)"
    case .wonHoliday(let day): "won-holiday \(day)"
    case .closed(let hours): "closed \(hours)"
    case .notListed(let list): "not-listed \(list)"
    case .withheld(let list): list.isEmpty ? "withheld" : "withheld \(list)"
    case .otherNumber(let number): "other-number \(number)"
    case .otherPrefix(let prefix): "other-prefix \(prefix)"
    case .otherRegion(let region): "other-region \(region)"
    case .otherLanguage(let language): "other-language \(language)"
    case .otherSkill(let skill): "other-skill \(skill)"
    case .fewWaiting(let figure): "few-waiting \(figure)"
    case .manyFree(let figure): "many-free \(figure)"
    case .noFigure(let queue): "no-figure \(queue)"
    case .agentBusy(let agent): "agent-busy \(agent)"
    case .noAnswer(let reason): "no-answer \(reason)"
    case .queueClosed(let queue): "queue-closed \(queue)"
    case .overflow(let reason): "overflow \(reason)"
    case .noOverflow(let reason): "no-overflow \(reason)"
    case .visited(let queue): "visited \(queue)"
    case .other(let text): text
    }
  }
}
