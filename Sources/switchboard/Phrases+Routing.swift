import Configuration
import Records

// MARK: - Switches

extension Phrases {
  static func noFlow(_ flow: String) -> Failure {
    Failure(
      what: Words("the live revision has no flow \"\(flow)\"", "当前版本没有流程“\(flow)”"),
      fix: Words(
        "write ivr/\(flow).yaml, and run switchboard apply",
        "请编写 ivr/\(flow).yaml，再运行 switchboard apply"
      )
    )
  }

  static func noQueue(_ queue: String, known: [String]) -> Failure {
    let all = known.joined(separator: ", ")
    return Failure(
      what: Words("the live revision has no queue \"\(queue)\"", "当前版本没有队列“\(queue)”"),
      fix: Words("there are: \(all)", "现有：\(all)")
    )
  }

  static func noPrompt(_ name: String) -> Failure {
    Failure(
      what: Words("\"\(name)\" cannot be the name of a prompt", "“\(name)”不能作为提示音名称"),
      fix: Words(
        "name a sound file without its ending, such as storm",
        "请写不带扩展名的声音文件名，如 storm"
      )
    )
  }

  static func noSoundFile(_ path: String, _ sounds: String) -> Failure {
    Failure(
      what: Words(
        "no language in \(sounds) has a file \(path)",
        "\(sounds) 中没有任何语言有文件 \(path)"
      ),
      fix: Words("put it there first, as \(path).wav", "请先放入该文件，如 \(path).wav")
    )
  }

  static func unseenSoundFile(_ path: String) -> Words {
    Words(
      "nobody looked whether Asterisk has the sound \(path): write sounds: in switchboard.yaml",
      "未检查 Asterisk 是否有声音文件 \(path)：请在 switchboard.yaml 中写 sounds:"
    )
  }

  static func noTime(_ text: String) -> Failure {
    Failure(
      what: Words("\"\(text)\" is no such time", "“\(text)”不是可用的时间"),
      fix: Words(
        "write for example 18:00, 2026-10-01T18:00 or 2h",
        "请写，例如 18:00、2026-10-01T18:00 或 2h"
      )
    )
  }

  static func emergencyNeeds(_ flow: String) -> Failure {
    Failure(
      what: Words(
        "all calls go to the emergency flow \(flow) now, and this revision does not have it",
        "目前所有来电都转到应急流程 \(flow)，而此版本没有该流程"
      ),
      fix: Words(
        "keep ivr/\(flow).yaml, or end the emergency first: switchboard emergency off",
        "请保留 ivr/\(flow).yaml，或先结束应急：switchboard emergency off"
      )
    )
  }

  static func strayed(_ change: LiveSwitch) -> Words {
    let held = holds(change, until: nil)
    let command =
      change.kind == .queue
      ? "switchboard queue auto \(change.name)"
      : "switchboard notice off --queue \(change.name)"
    return Words(
      "\(held.english), and this revision has no such queue: take it back with \(command)",
      "\(held.chinese)，而此版本没有该队列：请用 \(command) 取消"
    )
  }

  static let queueAndAll = Failure(
    what: Words("--queue and --all contradict each other", "--queue 与 --all 互相矛盾"),
    fix: Words("write one of them", "只能写其中一个")
  )

  static func holds(_ change: LiveSwitch, until: String?) -> Words {
    let what =
      switch (change.kind, change.value) {
      case (.emergency, let flow):
        Words("emergency: all calls go to the flow \(flow)", "应急：所有来电转到流程 \(flow)")
      case (.queue, LiveSwitch.open):
        Words("queue \(change.name) is open by hand", "队列 \(change.name) 已手动开放")
      case (.queue, _):
        Words("queue \(change.name) is closed by hand", "队列 \(change.name) 已手动关闭")
      case (.notice, let prompt) where change.name == LiveSwitch.everyQueue:
        Words("notice \(prompt) before every queue", "每个队列前播放通知 \(prompt)")
      case (.notice, let prompt):
        Words(
          "notice \(prompt) before the queue \(change.name)",
          "队列 \(change.name) 前播放通知 \(prompt)"
        )
      }
    guard let until else { return what }
    return Words("\(what.english), until \(until)", "\(what.chinese)，至 \(until)")
  }

  static let nothingSwitched = Words(
    "nothing is switched: the configuration decides",
    "没有任何开关：按配置处理"
  )

  static let audit = Words("what was switched, the latest first:", "切换记录（最近的在前）：")

  static let auditHead = [
    Words("time", "时间"), Words("who", "操作人"), Words("by", "方式"), Words("what", "对象"),
    Words("name", "名称"), Words("to", "改为"),
  ]

  static func queueKeys(_ list: String) -> Words {
    Words("queues by phone (*70): \(list)", "电话开关（*70）中的队列编号：\(list)")
  }
}

// MARK: - Why

extension Phrases {
  static func verdict(_ verdict: RouteDecision.Verdict) -> Words {
    switch verdict {
    case .won: Words("won", "采用")
    case .wonClosed(let hours):
      Words("won, closed: outside the hours \(hours)", "采用（休息）：不在营业时间 \(hours) 内")
    case .wonHoliday(let day): Words("won: today is \(day)", "采用：今天是 \(day)")
    case .applied: Words("holds; the next rule was tried", "成立；继续看下一条规则")
    case .closed(let hours): Words("outside the hours \(hours)", "不在营业时间 \(hours) 内")
    case .off: Words("not switched on", "未开启")
    case .workday: Words("no holiday today", "今天不是节假日")
    case .notListed, .withheld, .otherNumber, .otherPrefix, .otherRegion, .otherLanguage,
      .otherSkill:
      callerVerdict(verdict)
    case .notDropped, .noAgent, .agentBusy, .noAnswer, .noOpinion:
      agentVerdict(verdict)
    case .fewWaiting, .manyFree, .noFigure, .queueClosed, .overflow, .noOverflow, .visited:
      queueVerdict(verdict)
    case .other(let text): Words(text, text)
    }
  }

  private static func callerVerdict(_ verdict: RouteDecision.Verdict) -> Words {
    switch verdict {
    case .notListed(let list): Words("the caller is not on the list \(list)", "主叫不在名单 \(list) 中")
    case .withheld: Words("the caller withheld the number", "主叫隐藏了号码")
    case .otherNumber(let number): Words("another number than \(number)", "被叫不是 \(number)")
    case .otherPrefix(let prefix):
      Words("the caller's number does not begin with \(prefix)", "主叫号码不以 \(prefix) 开头")
    case .otherRegion(let region): Words("the caller is not from \(region)", "主叫不属于 \(region)")
    case .otherLanguage(let language):
      Words("another language than \(language)", "语言不是 \(language)")
    case .otherSkill(let skill): Words("\(skill) is not needed", "不需要技能 \(skill)")
    default: Words(verdict.description, verdict.description)
    }
  }

  private static func agentVerdict(_ verdict: RouteDecision.Verdict) -> Words {
    switch verdict {
    case .notDropped: Words("no call was dropped lately", "近期没有掉话")
    case .noAgent: Words("no agent is known", "没有对应的坐席")
    case .agentBusy(let agent): Words("agent \(agent) is not free", "坐席 \(agent) 不空闲")
    case .noAnswer("late"): Words("the business system was too slow", "业务系统超时未答")
    case .noAnswer("absent"): Words("the business system is not there", "业务系统未运行")
    case .noAnswer(let reason):
      Words("the business system gave no answer (\(reason))", "业务系统没有给出应答（\(reason)）")
    case .noOpinion: Words("the business system leaves it to the rules", "业务系统交由规则决定")
    default: Words(verdict.description, verdict.description)
    }
  }

  private static func queueVerdict(_ verdict: RouteDecision.Verdict) -> Words {
    switch verdict {
    case .fewWaiting(let figure): Words("too few wait: \(figure)", "排队人数不够：\(figure)")
    case .manyFree(let figure): Words("enough are free: \(figure)", "空闲坐席足够：\(figure)")
    case .noFigure(let queue):
      Words("Asterisk does not know the queue \(queue)", "Asterisk 不认识队列 \(queue)")
    case .queueClosed(let queue): Words("the queue \(queue) is closed", "队列 \(queue) 已关闭")
    case .overflow(let reason): overflow(reason)
    case .noOverflow(let reason):
      Words(
        "\(overflow(reason).english); no place is named for that",
        "\(overflow(reason).chinese)；没有写明此时的去向"
      )
    case .visited(let queue):
      Words("the caller was in the queue \(queue) already", "主叫已在队列 \(queue) 中等过")
    default: Words(verdict.description, verdict.description)
    }
  }

  private static func overflow(_ reason: String) -> Words {
    switch reason {
    case "full": Words("the queue was full", "队列已满")
    case "empty": Words("nobody was signed in", "无人签入")
    case "paused": Words("all agents had paused", "坐席全部示忙")
    case "timeout": Words("the wait was too long", "等待超时")
    default: Words(reason, reason)
    }
  }

  static func visit(_ visit: QueueVisit) -> Words {
    let wait = seconds(visit.wait)
    let place =
      visit.isDirect
      ? Words("agent \(visit.agent) was rung", "先呼叫坐席 \(visit.agent)")
      : Words("queue \(visit.queue)", "队列 \(visit.queue)")
    let end = visitEnd(visit.end)
    guard let talk = visit.talk.map(seconds) else {
      return Words(
        "\(place.english): waited \(wait), \(end.english)",
        "\(place.chinese)：等待 \(wait)，\(end.chinese)"
      )
    }
    return Words(
      "\(place.english): waited \(wait), talked \(talk) with agent \(visit.agent), \(end.english)",
      "\(place.chinese)：等待 \(wait)，与坐席 \(visit.agent) 通话 \(talk)，\(end.chinese)"
    )
  }

  private static func visitEnd(_ end: QueueVisit.End) -> Words {
    switch end {
    case .agent: Words("the agent hung up", "坐席挂机")
    case .caller: Words("the caller's side ended", "主叫方结束")
    case .abandoned: Words("the caller gave up", "主叫放弃")
    case .left("timeout"): Words("the wait was too long", "等待超时")
    case .left("full"): Words("the queue was full", "队列已满")
    case .left("joinempty"), .left("joinunavail"): Words("nobody could take it", "无人可接")
    case .left("leaveempty"), .left("leaveunavail"):
      Words("nobody could take it any more", "已无人可接")
    case .left("transfer"): Words("transferred", "已转接")
    case .left("noanswer"): Words("no answer", "无人应答")
    case .left(let reason): Words(reason, reason)
    }
  }

  static func seconds(_ duration: Duration) -> String {
    let tenths = (duration.microseconds + 50_000) / 100_000
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }

  static func ended(_ call: CallRecord, duration: Duration) -> Words {
    let time = seconds(duration)
    guard !call.agent.isEmpty else {
      return Words(
        "the call ended after \(time) (cause \(call.cause)); no agent spoke",
        "通话 \(time) 后结束（原因 \(call.cause)）；没有坐席接听"
      )
    }
    return call.isDropped
      ? Words(
        "the call ended after \(time) (cause \(call.cause)), while agent \(call.agent) was talking",
        "通话 \(time) 后结束（原因 \(call.cause)），坐席 \(call.agent) 仍在通话"
      )
      : Words(
        "the call ended after \(time) (cause \(call.cause)); agent \(call.agent) spoke last",
        "通话 \(time) 后结束（原因 \(call.cause)）；最后通话的坐席是 \(call.agent)"
      )
  }

  static func sentOn(_ time: String, _ decision: RouteDecision) -> Words {
    Words(
      "\(time)  sent on to \(decision.targetText)",
      "\(time)  转到 \(decision.targetText)"
    )
  }

  static func choice(_ choice: QueueChoice, priority: Int?) -> Words? {
    var english: [String] = []
    var chinese: [String] = []
    if let priority {
      english.append("priority \(priority)")
      chinese.append("优先级 \(priority)")
    }
    if let penalties = choice.penalties {
      english.append("agents of penalty \(penalties)")
      chinese.append("penalty 为 \(penalties) 的坐席")
    }
    if let agent = choice.agent {
      english.append("agent \(agent) first")
      chinese.append("先呼叫坐席 \(agent)")
    }
    guard !english.isEmpty else { return nil }
    return Words(english.joined(separator: ", "), chinese.joined(separator: "，"))
  }
}
