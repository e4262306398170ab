import Configuration

/// What the tool says of figures, and of an Asterisk that it stands beside.
extension Phrases {
  static let noHistory = Failure(
    what: Words("no history of queues is kept yet", "尚未保存队列历史"),
    fix: Words(
      "write queue_log for each server in switchboard.yaml, apply, and start switchboardd",
      "请在 switchboard.yaml 中为每台服务器写明 queue_log，apply 后启动 switchboardd"
    )
  )

  static let noSeconds = Failure(
    what: Words("--target and --short are seconds", "--target 和 --short 以秒为单位"),
    fix: Words("write a number from 0 to 86400", "请写 0 至 86400 的数")
  )

  static func noInterval(_ text: String) -> Failure {
    Failure(
      what: Words("\"\(text)\" is no interval", "“\(text)”不是时段"),
      fix: Words(
        "write 15m, 30m, 1h or 1d, or what else divides an hour or a day",
        "请写 15m、30m、1h、1d，或其他能整除一小时或一天的时长"
      )
    )
  }

  static func reportSpan(_ from: String, _ to: String) -> Words {
    Words("from \(from) to \(to)", "\(from) 至 \(to)")
  }

  static func lostHistory(_ node: String, _ from: String?, _ to: String) -> Words {
    Words(
      "NOT WHOLE: lines of \(node)'s queue_log \(from.map { "from \($0) " } ?? "")to \(to) are lost",
      "数据不完整：\(node) 的 queue_log \(from.map { "自 \($0) " } ?? "")至 \(to) 的行已丢失"
    )
  }

  static func unreadHistory(_ node: String, _ bytes: Int) -> Words {
    Words(
      """
      NOT WHOLE: \(bytes) bytes of \(node)'s queue_log are not kept yet: does switchboardd run, and what \
      does its log say?
      """,
      "数据不完整：\(node) 的 queue_log 还有 \(bytes) 字节尚未入库：switchboardd 是否在运行？请看它的日志"
    )
  }

  // MARK: Queues

  static let noOffers = Words("no call came to a queue in that time", "该时段没有进入队列的来电")
  static let intervalHead = Words("interval", "时段")
  static let allQueues = Words("all", "合计")
  static let queueFiguresHead = [
    Words("queue", "队列"), Words("offered", "呼入"), Words("answered", "接通"),
    Words("abandoned", "放弃"), Words("short", "短放弃"), Words("let go", "转出"), Words("callback", "回呼"),
    Words("waiting", "等待"), Words("unknown", "未知"), Words("service level", "服务水平"),
    Words("answeredOnly", "answeredOnly"), Words("abandonsWithin", "abandonsWithin"),
    Words("abandon rate", "放弃率"), Words("ASA", "平均应答"), Words("p50", "p50"),
    Words("p90", "p90"), Words("longest", "最长等待"), Words("longest abandoned", "最长放弃"),
  ]

  static func queueFiguresNote(target: Int, short: Int) -> Words {
    Words(
      """
      service level: answered within \(target) s of offered but short abandons (\(short) s), waiting \
      and unknown; answeredOnly: of answered, as Asterisk's ServicelevelPerf; abandonsWithin: answered or \
      abandoned within \(target) s of answered or abandoned. ASA, p50, p90, longest: waits of the answered
      """,
      """
      服务水平：\(target) 秒内接通 / 呼入（不计 \(short) 秒内短放弃、仍在等待和未知）；answeredOnly：占接通数\
      （即 Asterisk 的 ServicelevelPerf）；abandonsWithin：\(target) 秒内接通或放弃 / 接通与放弃之和。\
      平均应答、p50、p90、最长等待均指已接通的来电
      """
    )
  }

  // MARK: Agents

  static let noAgentFigures = Words("no agent did anything in that time", "该时段没有坐席活动")
  static let noPauseReason = Words("without reason", "无原因")
  static let agentFiguresHead = [
    Words("agent", "工号"), Words("answered", "接听"), Words("talk", "通话"),
    Words("mean", "平均"), Words("longest", "最长"), Words("rang in vain", "振铃未接"),
    Words("caller left", "主叫先挂"), Words("signed in", "签入"), Words("paused", "示忙"),
    Words("pauses", "示忙原因"),
  ]

  static func uncertainTimes(_ count: Int) -> Words {
    Words(
      "\(count) times end when the log says that they were over by then, and perhaps ended before",
      "\(count) 段时间的结束时刻日志未记，按最晚可能计"
    )
  }

  // MARK: Beside an Asterisk

  static func noManager(_ text: String) -> Failure {
    Failure(
      what: Words("\"\(text)\" is no address", "“\(text)”不是地址"),
      fix: Words("write HOST:PORT, such as 127.0.0.1:5038", "请写 主机:端口，例如 127.0.0.1:5038")
    )
  }

  static func noSecret(_ path: String, _ reason: String) -> Failure {
    Failure(
      what: Words("\(path) holds no secret (\(reason))", "\(path) 中没有密码（\(reason)）"),
      fix: Words(
        "write the manager user's secret into it, as its first line",
        "请将该 manager 用户的密码写在第一行"
      )
    )
  }

  static func noPast(_ reason: String) -> Words {
    Words(
      """
      there are no figures of the past, since queue_log cannot be read (\(reason)): name the file by \
      --queue-log, as a user in the group that may read it
      """,
      "没有历史数据：无法读取 queue_log（\(reason)）；请用 --queue-log 指定文件，并以有读权限的用户运行"
    )
  }

  static func noAuthority(_ path: String, _ reason: String) -> Failure {
    Failure(
      what: Words("\(path) cannot be read (\(reason))", "无法读取 \(path)（\(reason)）"),
      fix: Words(
        "name the PEM file of the authority that signed the manager interface's certificate",
        "请指定签发 manager 接口证书的 CA 的 PEM 文件"
      )
    )
  }

  static func noQueueLog(_ reason: String) -> Failure {
    Failure(
      what: Words("queue_log cannot be read (\(reason))", "无法读取 queue_log（\(reason)）"),
      fix: Words(
        "name the file that Asterisk writes by --queue-log, as a user in the group that may read it",
        "请用 --queue-log 指定 Asterisk 写入的文件，并以有读权限的用户运行"
      )
    )
  }

  static let liveJSON = Failure(
    what: Words("--json is one answer", "--json 只输出一次"),
    fix: Words("add --once", "请加 --once")
  )

  static let noDays = Failure(
    what: Words("--days is no number of days", "--days 不是天数"),
    fix: Words("write a number from 1 to 3660", "请写 1 至 3660 的数")
  )

  static func readLog(_ path: String, _ lines: Int) -> Words {
    Words("read \(lines) lines of \(path) and what was rotated", "已读取 \(path) 及轮转文件，共 \(lines) 行")
  }

  static func ignoredFiles(_ names: String) -> Words {
    Words("no queue_log, or unreadable: \(names)", "不是 queue_log 或无法读取：\(names)")
  }

  static func damagedFiles(_ names: String) -> Words {
    Words("broken off, so lines of that time are missing: \(names)", "文件不完整，缺少该时段的记录：\(names)")
  }

  static func lostLines(_ count: Int) -> Words {
    Words("\(count) lines are none of Asterisk's", "有 \(count) 行不是 Asterisk 写的")
  }

  static func pastTitle(_ moment: String, everySeconds: Int?) -> Words {
    let pause = everySeconds.map { ", made anew every \($0) s" } ?? ""
    let pauseChinese = everySeconds.map { "，每 \($0) 秒更新" } ?? ""
    return Words(
      "what queue_log tells, as of \(moment)\(pause)",
      "以下据 queue_log，截至 \(moment)\(pauseChinese)"
    )
  }

  static let differencesTitle = Words(
    "Asterisk's own figure, ServicelevelPerf, and the true one",
    "Asterisk 自己的 ServicelevelPerf 与真实服务水平"
  )
  static let differencesHead = [
    Words("queue", "队列"), Words("within", "目标"), Words("ServicelevelPerf", "ServicelevelPerf"),
    Words("service level", "服务水平"), Words("why", "原因"),
  ]

  static func differenceSince(_ moment: String?) -> Words {
    guard let moment else {
      return Words(
        "Asterisk's start is not in the log: its counters may count from before it",
        "日志中没有 Asterisk 的启动记录：其计数可能始于更早"
      )
    }
    return Words("since Asterisk's queues began at \(moment)", "自 Asterisk 队列启动（\(moment)）起")
  }

  static func hidesAbandons(_ count: Int) -> Words {
    Words(
      "it leaves out \(count) who gave up after more than a short while",
      "未计入 \(count) 位等待后放弃的主叫"
    )
  }

  static func hidesLetGo(_ count: Int) -> Words {
    Words("it leaves out \(count) whom the queue let go", "未计入 \(count) 位被队列转出的主叫")
  }

  static func otherCounters(_ log: String) -> Words {
    Words(
      """
      its counters are others than the log's (answered only, the log says \(log)): they were reset, \
      or count calls that are not in the log
      """,
      "其计数与日志不符（仅计接通，日志为 \(log)）：计数曾被重置，或含日志外的来电"
    )
  }

  static let sameFigures = Words("they agree", "一致")
  static let noServiceLevel = Words(
    "servicelevel is 0 in queues.conf: Asterisk counts answers within the same second",
    "queues.conf 中 servicelevel 为 0：Asterisk 只计同一秒内接通"
  )

  static func lostTitle(_ count: Int) -> Words {
    Words(
      "\(count) gave up and were not heard of again, as far as queue_log tells",
      "\(count) 位主叫放弃后再无音讯（据 queue_log）"
    )
  }

  static let lostHead = [
    Words("number", "号码"), Words("queue", "队列"), Words("last time", "最后一次"),
    Words("waited", "等待"), Words("times", "次数"),
  ]

  static func lostNote(withoutNumber: Int) -> Words {
    Words(
      """
      It does not tell whom agents dialled themselves, and who called from another number; \
      \(withoutNumber) more gave up without a number.
      """,
      "queue_log 不记录坐席自行拨出的电话，也无法识别换号来电；另有 \(withoutNumber) 位无号码的主叫放弃。"
    )
  }

  static func moreOfThem(_ count: Int) -> Words {
    Words("... and \(count) more: see --once --json", "……另有 \(count) 位：见 --once --json")
  }

  static func watched(_ trouble: String) -> Words {
    Words("the floor is not seen: \(trouble)", "看不到现场：\(trouble)")
  }
}
