import Configuration

extension Phrases {
  // MARK: The daemon

  static func noDaemon(_ reason: String) -> Failure {
    Failure(
      what: Words("the daemon does not answer: \(reason)", "守护进程没有应答：\(reason)"),
      fix: Words(
        "start switchboardd (systemctl start switchboardd), or name its socket by --control",
        "请启动 switchboardd（systemctl start switchboardd），或用 --control 指定其套接字"
      )
    )
  }

  static func daemonLost(_ reason: String) -> Failure {
    Failure(
      what: Words("the daemon ended the connection \(reason)", "守护进程断开了连接 \(reason)"),
      fix: Words(
        "see its log: journalctl -u switchboardd",
        "请查看其日志：journalctl -u switchboardd"
      )
    )
  }

  static func daemonHangs(_ path: String) -> Failure {
    Failure(
      what: Words("the daemon does not answer at \(path)", "守护进程在 \(path) 没有应答"),
      fix: Words(
        "see whether it hangs: systemctl status switchboardd; or ask again",
        "请检查它是否挂起：systemctl status switchboardd；或稍后再试"
      )
    )
  }

  /// The connection went away while something was being done.
  static func deedLost(_ reason: String) -> Failure {
    Failure(
      what: Words(
        "the daemon ended the connection, and what it was asked for may be done all the same \(reason)",
        "守护进程断开了连接，所请求的操作可能仍会完成 \(reason)"
      ),
      fix: Words(
        "before you ask again, see what became of it: switchboard audit, switchboard calls --now",
        "再次操作前请先查看结果：switchboard audit、switchboard calls --now"
      )
    )
  }

  /// The daemon's own words are English; its codes are told in the reader's language.
  static func refused(_ code: String, _ words: String) -> Failure {
    Failure(
      what: Words("refused", "被拒绝"),
      fix: Words(words, refusals[code].map { "\($0)（\(words)）" } ?? words)
    )
  }

  private static let refusals = [
    "already": "正在回呼该号码", "asterisk": "Asterisk 未能执行", "busy": "对方忙或已被占用",
    "forbidden": "权限不足", "no-agent": "请指明坐席", "no-answer": "无人接听",
    "no-call": "坐席当前没有通话", "no-number": "不是可拨打的号码", "no-phone": "不是分机号",
    "no-queues": "该坐席在 agents.yaml 中没有队列", "no-reason": "示忙原因不可用",
    "no-rule": "外呼规则不允许拨打该号码", "not-leading": "该守护进程已不再主导",
    "own-phone": "不能使用坐席自己的话机", "rejected": "无法呼通", "stale": "与 Asterisk 的连接已断",
    "store": "无法写入数据库，未执行", "too-slow": "读取过慢", "unknown": "呼叫结果未知",
    "unknown-agent": "没有该坐席，或未签入任何队列", "unknown-command": "没有该命令",
    "unknown-queue": "没有该队列", "unknown-server": "没有跟踪该 Asterisk",
    "version": "版本不一致", "which-server": "请用 --server 指明 Asterisk",
  ]

  static func signedIn(_ agent: String, _ done: String) -> Words {
    Words(done, "\(agent) 已签入（\(done)）")
  }

  static func signedOut(_ agent: String, _ done: String) -> Words {
    Words(done, "\(agent) 已签出")
  }

  static func paused(_ agent: String, _ done: String) -> Words { Words(done, "\(agent) 已示忙") }

  static func unpaused(_ agent: String, _ done: String) -> Words {
    Words(done, "\(agent) 已取消示忙")
  }

  static let liveFilter = Failure(
    what: Words("what is going on is shown whole", "当前通话不支持筛选"),
    fix: Words(
      "leave out --caller, --from, --to and --queue, or --now",
      "请去掉 --caller、--from、--to、--queue，或去掉 --now"
    )
  )

  // MARK: The floor

  static let queueHead = [
    Words("queue", "队列"), Words("waiting", "等待"), Words("longest", "最长"),
    Words("expected", "预计"), Words("ready", "空闲"), Words("ringing", "振铃"),
    Words("talking", "通话"), Words("wrap-up", "话后"), Words("paused", "示忙"),
    Words("answered", "接通"), Words("abandoned", "放弃"),
  ]
  static let floorAgentHead = [
    Words("agent", "工号"), Words("state", "状态"), Words("for", "时长"),
    Words("reason", "原因"), Words("queue", "队列"), Words("call", "通话"),
    Words("phone", "话机"), Words("signed in to", "签入队列"),
  ]
  static let liveCallHead = [
    Words("since", "开始"), Words("caller", "主叫"), Words("dialled", "被叫"),
    Words("where", "位置"), Words("for", "时长"), Words("queue", "队列"),
    Words("agent", "工号"), Words("call", "通话"),
  ]
  static let serverHead = [Words("server", "服务器")]

  static let ownCounters = Words(
    "answered, abandoned: Asterisk's own counts since it started",
    "接通、放弃：Asterisk 自启动以来的计数"
  )

  /// What a screen has no room for.
  static func hiddenLines(_ count: Int, _ command: String) -> Words {
    Words(
      "\(counted(count, "more line")): switchboard \(command) prints all",
      "另有 \(count) 行：switchboard \(command) 输出全部"
    )
  }

  static let noQueues = Words("no queues", "没有队列")
  static let noFloorAgents = Words("no agents", "没有坐席")
  static let noLiveCalls = Words("no calls now", "当前没有通话")
  static let noServers = Words(
    "the daemon follows no Asterisk: name it under servers in switchboard.yaml, and apply",
    "守护进程没有跟踪任何 Asterisk：请在 switchboard.yaml 的 servers 中写明并 apply"
  )

  static func staleFloor(_ node: String, _ since: String?, _ trouble: String?) -> Words {
    let reason = trouble.map { ": \($0)" } ?? ""
    let reasonChinese = trouble.map { "：\($0)" } ?? ""
    guard let since else {
      return Words("\(node) is not known yet\(reason)", "\(node) 尚无数据\(reasonChinese)")
    }
    return Words(
      "\(node) is shown as it was at \(since)\(reason)",
      "\(node) 显示的是 \(since) 时的情况\(reasonChinese)"
    )
  }

  static func agentState(_ state: String) -> Words {
    switch state {
    case "signed-out": Words("signed out", "签出")
    case "ready": Words("ready", "空闲")
    case "ringing": Words("ringing", "振铃")
    case "talking": Words("talking", "通话")
    case "held": Words("held", "保持")
    case "wrap-up": Words("wrap-up", "话后处理")
    case "paused": Words("paused", "示忙")
    case "unavailable": Words("unreachable", "话机离线")
    default: Words(state, state)
    }
  }

  static func callPlace(_ place: String) -> Words {
    switch place {
    case "dialplan": Words("menu", "流程")
    case "waiting": Words("waiting", "排队")
    case "agent": Words("agent", "坐席")
    case "connected": Words("connected", "通话")
    case "parked": Words("parked", "驻留")
    default: Words(place, place)
    }
  }
}
