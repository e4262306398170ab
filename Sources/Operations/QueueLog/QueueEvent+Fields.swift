extension QueueLogLine {
  /// What the line tells.
  ///
  /// A caller's number, a reason and an info may hold a `|`, which makes columns of them: so the
  /// others are counted from where they are sure.
  public var event: QueueEvent {
    let fields = fields
    return switch name {
    case "ENTERQUEUE":
      .enterQueue(
        url: fields.text(0),
        caller: fields.text(1, leaving: 1),
        position: fields.count > 1 ? fields.number(fields.count - 1) : nil
      )
    case "CONNECT":
      .connect(
        hold: fields.seconds(0),
        channel: fields.text(1, leaving: 1),
        ring: fields.count > 2 ? fields.seconds(fields.count - 1) : nil
      )
    case "RINGNOANSWER": .ringNoAnswer(fields.milliseconds(0))
    case "RINGCANCELED": .ringCanceled(fields.milliseconds(0))
    case "AGENTDUMP": .agentDump
    case "COMPLETEAGENT": .completeAgent(fields.talk(0))
    case "COMPLETECALLER": .completeCaller(fields.talk(0))
    case "BLINDTRANSFER":
      .blindTransfer(
        extension: fields.text(0),
        context: fields.text(1, leaving: 3),
        fields.talk(2)
      )
    case "ATTENDEDTRANSFER":
      .attendedTransfer(way: fields.text(0), target: fields.text(1, leaving: 3), fields.talk(2))
    case "ABANDON": .abandon(fields.leaving(0))
    case "EXITWITHTIMEOUT": .exitWithTimeout(fields.leaving(0))
    case "EXITEMPTY": .exitEmpty(fields.leaving(0))
    case "EXITWITHKEY": .exitWithKey(key: fields.text(0), fields.leaving(1))
    case "WITHDRAW": .withdraw(fields.leaving(0), info: fields.text(3, leaving: 0))
    default: memberEvent(fields)
    }
  }

  private func memberEvent(_ fields: [Substring]) -> QueueEvent {
    switch name {
    case "PAUSE": .pause(reason: data)
    case "UNPAUSE": .unpause(reason: data)
    case "PAUSEALL": .pauseAll(reason: data)
    case "UNPAUSEALL": .unpauseAll(reason: data)
    case "ADDMEMBER": .addMember(isPaused: fields.text(0) == "PAUSED")
    case "REMOVEMEMBER": .removeMember
    case "PENALTY": .penalty(fields.number(0))
    case "RINGINUSE": .ringInUse(fields.number(0).map { $0 != 0 })
    case "AGENTLOGIN": .agentLogin(channel: data)
    case "AGENTLOGOFF":
      .agentLogoff(
        channel: fields.text(0, leaving: 1),
        after: fields.count > 1 ? fields.seconds(fields.count - 1) : nil
      )
    case "QUEUESTART": .queueStart
    case "CONFIGRELOAD": .configReload
    case "SYSCOMPAT": .systemCompatibility
    default: .other
    }
  }
}

extension [Substring] {
  fileprivate func text(_ index: Int) -> String { index < count ? String(self[index]) : "" }

  /// A text that may hold a `|`: all columns from one on, but the last few.
  fileprivate func text(_ first: Int, leaving last: Int) -> String {
    first < count - last ? self[first..<count - last].joined(separator: "|") : ""
  }

  /// A number that can be one: what a caller wrote into the log must not overflow a sum.
  fileprivate func number(_ index: Int) -> Int? {
    guard indices.contains(index), let number = Int(self[index]) else { return nil }
    return (0...1_000_000_000).contains(number) ? number : nil
  }

  fileprivate func seconds(_ index: Int) -> Duration? {
    number(index).map { .seconds($0) }
  }

  fileprivate func milliseconds(_ index: Int) -> Duration? {
    number(index).map { .milliseconds($0) }
  }

  /// The last three columns, when there are as many behind the first few.
  fileprivate func talk(_ first: Int) -> QueueEvent.Talk {
    guard count - 3 >= first else { return QueueEvent.Talk() }
    return QueueEvent.Talk(
      hold: seconds(count - 3),
      talk: seconds(count - 2),
      originalPosition: number(count - 1)
    )
  }

  fileprivate func leaving(_ first: Int) -> QueueEvent.Leaving {
    QueueEvent.Leaving(
      position: number(first),
      originalPosition: number(first + 1),
      wait: seconds(first + 2)
    )
  }
}
