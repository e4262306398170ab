import Configuration

/// What `switchboard audit` says.
extension Phrases {
  static let noDeeds = Words("nothing was asked for", "没有操作记录")
  static let noOutcome = Words("not known", "未知")

  static let deedHead = [
    Words("number", "编号"), Words("time", "时间"), Words("by", "操作者"), Words("role", "角色"),
    Words("what", "操作"), Words("on whom", "对象"), Words("outcome", "结果"),
  ]

  static func noMark(_ text: String) -> Failure {
    Failure(
      what: Words("\"\(text)\" is no mark of the audit", "“\(text)”不是审计标记"),
      fix: Words(
        "write the last line that switchboard audit --verify printed: NUMBER:HASH",
        "请写 switchboard audit --verify 输出的最后一行：编号:哈希"
      )
    )
  }

  static func auditIsWhole(_ links: Int) -> Words {
    Words(
      "nothing was changed or taken out: \(counted(links, "link"))",
      "记录完整，未被修改或删除：\(links) 条链节"
    )
  }

  static func auditFault(_ kind: String, _ number: Int) -> Words {
    switch kind {
    case "changed":
      Words("row \(number) was changed; it is the first", "第 \(number) 行被修改，是最早的一处")
    case "removed":
      Words("row \(number) was taken out; it is the first", "第 \(number) 行被删除，是最早的一处")
    case "added":
      Words("row \(number) was added by somebody else", "第 \(number) 行是他人添加的")
    case "unlinked":
      Words(
        "the chain's link \(number) was taken out; it is the first",
        "链节 \(number) 被删除，是最早的一处"
      )
    case "cut-off":
      Words(
        "the chain does not end at link \(number), as it should: what came later was taken out",
        "链不应止于链节 \(number)：其后的记录被删除"
      )
    default:
      Words(
        "link \(number) is not the one that was kept: the rows were made anew",
        "链节 \(number) 与保存的标记不符：记录被重新生成"
      )
    }
  }

  static func auditUnlinked(_ count: Int) -> Words {
    Words(
      "\(counted(count, "row")) from before there was a chain: nobody can tell",
      "\(count) 行早于链的建立，无法核对"
    )
  }

  static func auditForgotten(_ links: Int) -> Words {
    Words(
      "\(counted(links, "link")) before these are forgotten, as --keep-days says",
      "此前 \(links) 条链节已按 --keep-days 清除"
    )
  }
}
