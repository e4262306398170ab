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

  static func refused(_ words: String) -> Failure {
    Failure(what: Words("refused", "被拒绝"), fix: Words(words, words))
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
