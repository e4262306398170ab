import Configuration
import Records

/// What the tool says to people.
///
/// What is wrong with a configuration is in `Mistake`.
enum Phrases {
  static func unknownCommand(_ word: String, after path: [String], known: [String]) -> Failure {
    let place = (["switchboard"] + path).joined(separator: " ")
    let all = known.joined(separator: ", ")
    return Failure(
      what: Words("\(place) has no command \(word)", "\(place) 没有命令 \(word)"),
      fix: nearWord(to: word, among: known)
        .map { Words("did you mean \(place) \($0)?", "是否想写 \(place) \($0)？") }
        ?? Words("write one of: \(all)", "可以写：\(all)")
    )
  }

  static let unnamedStore = Failure(
    what: Words("--store is empty", "--store 为空"),
    fix: Words("write a folder, such as /var/lib/switchboard", "请写文件夹，如 /var/lib/switchboard")
  )

  static func linkToNothing(_ path: String, _ target: String) -> Failure {
    Failure(
      what: Words("\(path) is a link to \(target), which is not there", "\(path) 指向不存在的 \(target)"),
      fix: Words("make that, or remove the link", "请创建该目标，或删除此链接")
    )
  }

  static func strangeStore(_ file: String) -> Failure {
    Failure(
      what: Words(
        "\(file) is a database, and no store of Switchboard",
        "\(file) 是数据库，但不是 Switchboard 的存储"
      ),
      fix: Words(
        "name another folder by --store or SWITCHBOARD_STORE, or move the file away",
        "请用 --store 或 SWITCHBOARD_STORE 指定其他文件夹，或移走该文件"
      )
    )
  }

  static func newerStore(_ folder: String, needs version: String) -> Failure {
    Failure(
      what: Words(
        "the store in \(folder) needs Switchboard \(version) or newer",
        "\(folder) 中的存储需要 Switchboard \(version) 或更新版本"
      ),
      fix: Words(
        "install that, or name another store by --store",
        "请安装该版本，或用 --store 指定其他存储"
      )
    )
  }

  static func unknownZone(_ name: String) -> Words {
    Words(
      "TZ=\(name) is no time zone, so times are in UTC: write TZ=Asia/Shanghai, or name the "
        + "centre's zone in switchboard.yaml",
      "TZ=\(name) 不是时区，时间按 UTC 显示：请写 TZ=Asia/Shanghai，或在 switchboard.yaml 中写明 zone"
    )
  }

  static func newStore(_ folder: String) -> Words {
    Words("made a new store in \(folder)", "已在 \(folder) 新建存储")
  }

  static func migrated(_ folder: String, from: Int, to: Int) -> Words {
    from == to
      ? Words("\(folder) is at schema \(to) already", "\(folder) 已是版本 \(to)")
      : Words("\(folder): schema \(from) -> \(to)", "\(folder)：版本 \(from) -> \(to)")
  }

  static func backedUp(_ folder: String, to file: String) -> Words {
    Words("\(folder) is copied to \(file)", "已将 \(folder) 备份到 \(file)")
  }

  static func checked(flows: Int, surveys: Int, rules: Int) -> Words {
    Words(
      "no mistakes: \(counted(rules, "rule")), \(counted(flows, "flow")), "
        + counted(surveys, "survey"),
      "没有错误：\(rules) 条规则，\(flows) 个流程，\(surveys) 份问卷"
    )
  }

  static func mistakes(_ count: Int) -> Words {
    Words(counted(count, "mistake"), "\(count) 处错误")
  }

  /// `1 flow`, `2 flows`.
  static func counted(_ count: Int, _ thing: String) -> String {
    count == 1 ? "1 \(thing)" : "\(count) \(thing)s"
  }

  static let notPublished = Words("nothing was published", "未发布任何内容")

  static func published(_ revision: Int) -> Words {
    Words(
      "published revision \(revision): new calls live by it from now on",
      "已发布版本 \(revision)：新来电从现在起按它处理"
    )
  }

  static func unchanged(_ revision: Int) -> Words {
    Words(
      "revision \(revision) says the same already: nothing to publish",
      "版本 \(revision) 内容相同：无需发布"
    )
  }

  static func noOutput(_ cause: String) -> Failure {
    Failure(
      what: Words("the answer cannot be written (\(cause))", "无法写出结果（\(cause)）"),
      fix: Words(
        "is standard output open, and is there room on its disk?",
        "标准输出是否打开？磁盘是否还有空间？"
      )
    )
  }

  // MARK: Numbers

  static func added(_ number: String, _ list: String, isNew: Bool) -> Words {
    isNew
      ? Words("\(number) is on the \(list) now", "\(number) 已加入 \(list)")
      : Words("\(number) was on the \(list) already", "\(number) 原已在 \(list) 中")
  }

  static func removed(_ number: String, _ list: String) -> Words {
    Words("\(number) is off the \(list) now", "\(number) 已移出 \(list)")
  }

  static func noNumber(_ text: String) -> Failure {
    Failure(
      what: Words("\"\(text)\" is no phone number", "“\(text)”不是一个电话号码"),
      fix: Words(
        "write one number as it is dialled, such as 13812345678",
        "请写一个拨打时的号码，如 13812345678"
      )
    )
  }

  static func notListed(_ number: String, _ list: String) -> Failure {
    Failure(
      what: Words("\(number) is not on the \(list)", "\(number) 不在 \(list) 中"),
      fix: Words("see switchboard \(list) show", "请看 switchboard \(list) show")
    )
  }

  static func listedByConfiguration(_ number: String, _ list: String) -> Failure {
    Failure(
      what: Words(
        "\(number) is on the \(list) by routing.yaml",
        "\(number) 是由 routing.yaml 列入 \(list) 的"
      ),
      fix: Words("remove it there, and run switchboard apply", "请在该文件中删除，再运行 switchboard apply")
    )
  }

  static func emptyList(_ list: String) -> Words {
    Words("the \(list) is empty", "\(list) 为空")
  }

  static let listHead = [
    Words("number", "号码"), Words("since", "加入时间"), Words("by", "加入者"), Words("note", "备注"),
  ]

  // MARK: Calls

  static func noLimit(_ limit: Int) -> Failure {
    Failure(
      what: Words("--limit=\(limit) lists nothing", "--limit=\(limit) 不会列出任何内容"),
      fix: Words("write a number from 1, such as --limit 50", "请写 1 或更大的数，如 --limit 50")
    )
  }

  static let noCalls = Words("no such call", "没有这样的来电")

  static let callHead = [
    Words("time", "时间"), Words("caller", "主叫"), Words("called", "被叫"), Words("target", "去向"),
    Words("rule", "规则"), Words("call", "来电"),
  ]

  // MARK: Surveys

  static let noSurveys = Words("nobody was invited yet", "尚无人受邀")

  static let surveyHead = [
    Words("time", "时间"), Words("survey", "问卷"), Words("queue", "队列"), Words("agent", "工号"),
    Words("answers", "回答"), Words("call", "来电"),
  ]

  static let noAnswer = Words("no answer", "未作答")

  // MARK: Why

  static func unknownCall(_ call: String) -> Failure {
    Failure(
      what: Words("the store knows no call \(call)", "存储中没有来电 \(call)"),
      fix: Words(
        "a call is named by its uniqueid, such as 1772413200.7: see switchboard calls",
        "请用 uniqueid，如 1772413200.7：见 switchboard calls"
      )
    )
  }

  static func call(_ call: CallKey) -> Words {
    Words("call \(call.uniqueid) on \(call.node)", "来电 \(call.uniqueid)（\(call.node)）")
  }

  static func routed(
    _ time: String,
    caller: String,
    dialled: String,
    target: String,
    rule: String,
    revision: Int
  ) -> Words {
    Words(
      "\(time)  \(caller) called \(dialled): \(target), by the rule \(rule) of revision \(revision)",
      "\(time)  \(caller) 呼叫 \(dialled)：\(target)，依据版本 \(revision) 的规则 \(rule)"
    )
  }

  static let withheld = Words("a withheld number", "隐藏号码")

  static func invited(_ survey: String, queue: String, agent: String) -> Words {
    Words(
      "survey \(survey) (queue \(queue), agent \(agent))",
      "问卷 \(survey)（队列 \(queue)，工号 \(agent)）"
    )
  }
}
