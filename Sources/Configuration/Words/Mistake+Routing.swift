public import Records

extension Mistake {
  /// That is no place where a call can go.
  public static func noTarget(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no place where a call can go", "“\(text)”不是来电可以去的地方"),
      Words(
        "write queue NAME, flow NAME, announce PROMPT, extension NUMBER, message MAILBOX, "
          + "survey NAME, callback QUEUE, forward NUMBER, context NAME, hangup, or in a flow the name "
          + "of a node",
        "请写 queue 队列、flow 流程、announce 提示音、extension 分机、message 信箱、survey 问卷、"
          + "callback 队列、forward 号码、context 拨号方案、"
          + "hangup，或在流程中写节点名"
      )
    )
  }

  /// That is no time of day, or the span is empty.
  public static func noSpan(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no span of a day", "“\(text)”不是一段时间"),
      Words(
        "write for example 09:00-18:00, or 09:00-12:00, 13:30-18:00; until midnight is 24:00",
        "请写，例如 09:00-18:00，或 09:00-12:00, 13:30-18:00；到午夜写 24:00"
      )
    )
  }

  /// That is no day of the week.
  public static func noDay(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no day of the week", "“\(text)”不是星期几"),
      Words(
        "write monday to sunday, one day or a span such as monday-friday, or everyday",
        "请写 monday 到 sunday，可写一天、一段（如 monday-friday）或 everyday"
      )
    )
  }

  /// Two spans of one day overlap.
  public static func overlap(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" overlaps another span of these hours", "“\(text)”与同一营业时间的另一段重叠"),
      Words("join the two, or shorten one", "请合并两段，或缩短其中一段")
    )
  }

  /// This system does not know the zone.
  public static func unknownZone(_ zone: String) -> Mistake {
    Mistake(
      Words("this system does not know the time zone \"\(zone)\"", "本系统没有时区“\(zone)”"),
      Words(
        "write a name of the tz database, such as Asia/Shanghai; is tzdata installed?",
        "请写 tz 数据库中的名称，如 Asia/Shanghai；是否已安装 tzdata？"
      )
    )
  }

  /// That is no number that somebody could call from, or more than one.
  public static func noNumber(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no phone number", "“\(text)”不是一个电话号码"),
      Words(
        "write one number as it is dialled, such as 13812345678; several are a list: "
          + "[13812345678, 02150008888]",
        "请写一个拨打时的号码，如 13812345678；多个号码写成列表：[13812345678, 02150008888]"
      )
    )
  }

  /// No call would come from the number, as it is written.
  public static func doubtfulNumber(_ number: String, _ doubt: NumberPlan.Doubt) -> Mistake {
    switch doubt {
    case .short:
      Mistake(
        Words("\"\(number)\" is too short: nobody calls from it", "“\(number)”太短，不会有这样的来电"),
        Words(
          "write the whole number; extensions and short codes have three digits or more",
          "请写完整号码；分机和短号至少三位"
        ),
        isWarning: true
      )
    case .cut(let meant):
      Mistake(
        Words(
          "\"\(number)\" lacks what stands before such a number, so it would match no call",
          "“\(number)”缺少前缀，不会与任何来电匹配"
        ),
        Words(
          "write \(meant): spreadsheets drop a 0 or a + unless the column is text; when calls do "
            + "come as \(number), name such numbers in switchboard.yaml, numbers: {short: ...}",
          "请写 \(meant)：表格列不是文本格式时会丢掉开头的 0 或 +；如果来电确实显示为 "
            + "\(number)，请在 switchboard.yaml 的 numbers: {short: ...} 中写明"
        ),
        isWarning: true
      )
    case .local:
      Mistake(
        Words(
          "\"\(number)\" has no area code, and calls come with it",
          "“\(number)”没有区号，而来电带区号"
        ),
        Words("write it as 02150000000, if yours do", "如果贵处来电带区号，请写成 02150000000 的形式"),
        isWarning: true
      )
    }
  }

  /// Who helps in an emergency is not kept out.
  public static func blockedEmergency(_ number: String) -> Mistake {
    Mistake(
      Words(
        "\(number) is an emergency service, which must get through when it calls back",
        "\(number) 是紧急服务号码，它回拨时必须能接通"
      ),
      Words("leave it off the blacklist", "请不要把它列入黑名单")
    )
  }

  /// There is no such queue.
  public static func unknownQueue(_ queue: String, known: [String]) -> Mistake {
    Mistake(
      Words("there is no queue \"\(queue)\"", "没有队列“\(queue)”"),
      suggestion(
        for: queue,
        among: known,
        else: Words("name it in queues.yaml", "请在 queues.yaml 中写上它")
      )
    )
  }

  /// There is no such survey.
  public static func unknownSurvey(_ survey: String, known: [String]) -> Mistake {
    Mistake(
      Words("there is no survey \"\(survey)\"", "没有问卷“\(survey)”"),
      suggestion(
        for: survey,
        among: known,
        else: known.isEmpty
          ? Words("write surveys/\(survey).yaml", "请编写 surveys/\(survey).yaml")
          : Words(
            "write surveys/\(survey).yaml, or one of: \(known.sorted().joined(separator: ", "))",
            "请编写 surveys/\(survey).yaml，或写：\(known.sorted().joined(separator: ", "))"
          )
      )
    )
  }

  /// There are no such opening hours.
  public static func unknownHours(_ hours: String, known: [String]) -> Mistake {
    Mistake(
      Words("there are no hours \"\(hours)\"", "没有营业时间“\(hours)”"),
      suggestion(for: hours, among: known)
    )
  }

  /// Hours are given, and nothing for the time outside them.
  public static let noClosedTarget = Mistake(
    Words("nothing is said for the time outside the hours", "没有写明营业时间以外怎么办"),
    Words("write for example closed: announce closed", "请写，例如 closed: announce closed")
  )

  /// A target for closed times is given, and no hours.
  public static let closedWithoutHours = Mistake(
    Words("closed is given, and no hours", "写了 closed，却没有 hours"),
    Words("write for example hours: office", "请写，例如 hours: office")
  )

  /// The directory has no `routing.yaml`.
  public static let noRouting = Mistake(
    Words("there is no routing.yaml here", "这里没有 routing.yaml"),
    Words(
      "name the directory that holds it, or write one: default: {to: queue NAME}",
      "请给出它所在的目录，或编写一个：default: {to: queue 队列名}"
    )
  )

  // MARK: Names in conditions

  /// A rule waits for a skill that no agent has.
  public static func unknownSkill(_ skill: String, known: [String]) -> Mistake {
    Mistake(
      Words("no agent has the skill \(skill)", "没有坐席具备技能 \(skill)"),
      suggestion(
        for: skill,
        among: known,
        else: Words(
          "write skills: {\(skill): 3} at an agent in agents.yaml"
            + (known.isEmpty ? "" : ", or one of: \(known.joined(separator: ", "))"),
          "请在 agents.yaml 的坐席处写 skills: {\(skill): 3}"
            + (known.isEmpty ? "" : "，或改为：\(known.joined(separator: ", "))")
        )
      ),
      isWarning: true
    )
  }

  /// A rule waits for a language in which nobody is spoken to.
  public static func unspokenLanguage(_ language: String, known: [String]) -> Mistake {
    Mistake(
      Words(
        "\(language) is no language of callers in switchboard.yaml",
        "switchboard.yaml 的语言中没有 \(language)"
      ),
      suggestion(for: language, among: known),
      isWarning: true
    )
  }

  /// A rule waits for callers from a region that the directory does not have.
  public static func unknownRegion(_ region: String) -> Mistake {
    Mistake(
      Words("the directory has no region \(region)", "号码归属地中没有 \(region)"),
      Words(
        "write it as switchboard region export shows it, or import it by switchboard region import",
        "请按 switchboard region export 的写法，或用 switchboard region import 导入"
      ),
      isWarning: true
    )
  }
}
