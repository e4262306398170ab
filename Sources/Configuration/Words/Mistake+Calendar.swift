extension Mistake {
  /// That is no date, or one that no calendar has.
  public static func noDate(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no date", "“\(text)”不是日期"),
      Words(
        "write for example 2026-10-01, or 2026-10-01 - 2026-10-07",
        "请写，例如 2026-10-01，或 2026-10-01 - 2026-10-07"
      )
    )
  }

  /// A span of dates ends before it begins, or takes more than a year.
  public static func noDates(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no span of at most a year", "“\(text)”不是一年以内的一段日期"),
      Words(
        "write the first day and then the last one: 2026-10-01 - 2026-10-07",
        "请先写第一天，再写最后一天：2026-10-01 - 2026-10-07"
      )
    )
  }

  /// A date is said to be two things.
  public static func repeatedDay(_ date: String, _ name: String) -> Mistake {
    Mistake(
      Words("\(date) stands in \"\(name)\" already", "\(date) 已写在“\(name)”中"),
      Words("name each day once", "每一天只能写一次")
    )
  }

  /// A day that is worked anyway is said to be.
  public static func workdayAnyway(_ date: String) -> Mistake {
    Mistake(
      Words("\(date) is no weekend: it is worked anyway", "\(date) 不是周末，本来就上班"),
      Words("remove it, or is the date wrong?", "请删除它；日期是否写错？")
    )
  }

  /// A key has moved to another file.
  public static func movedKey(_ key: String, to file: String) -> Mistake {
    Mistake(
      Words("\"\(key)\" belongs into \(file)", "“\(key)”应写在 \(file) 中"),
      Words("move it there with all that stands below it", "请连同下面的内容一起移过去")
    )
  }

  /// A rule would be for all calls.
  public static let ruleForAll = Mistake(
    Words("this rule says nothing of the calls it is for", "这条规则没有写明适用于哪些来电"),
    Words(
      "write for example when: {caller: 021}; what is for all calls is default",
      "请写，例如 when: {caller: 021}；适用于所有来电的写在 default 中"
    )
  )

  /// A rule changes nothing.
  public static let ruleWithoutEffect = Mistake(
    Words("this rule changes nothing", "这条规则不起任何作用"),
    Words("write to, priority or penalty", "请写 to、priority 或 penalty")
  )

  /// That is no range of penalties.
  public static func noPenalty(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no range of penalties", "“\(text)”不是 penalty 范围"),
      Words("write for example 0-3, or 2", "请写，例如 0-3，或 2")
    )
  }

  /// That is not the beginning of a number.
  public static func noBeginning(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is not how a number begins", "“\(text)”不是号码的开头"),
      Words("write digits, such as 021, 138 or +852", "请写数字，如 021、138 或 +852")
    )
  }

  /// A path is none that can be a socket's.
  public static func noSocket(_ path: String) -> Mistake {
    Mistake(
      Words("\"\(path)\" is no path of a socket", "“\(path)”不是套接字路径"),
      Words(
        "write a whole path of at most 100 bytes, such as /run/switchboard/business.sock",
        "请写完整路径，最长 100 字节，如 /run/switchboard/business.sock"
      )
    )
  }

  /// Callers would be sent from queue to queue without end.
  public static func overflowCircle(_ queues: [String]) -> Mistake {
    Mistake(
      Words(
        "the overflow comes back: \(queues.joined(separator: " -> "))",
        "溢出形成循环：\(queues.joined(separator: " -> "))"
      ),
      Words(
        "let one of them lead to a flow, an announcement, a message or a callback",
        "请让其中一个通向流程、提示音、留言或回呼"
      )
    )
  }
}
