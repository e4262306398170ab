import Configuration

/// What the tool says of revisions, generated files and agents.
extension Phrases {
  // MARK: Generated files

  static func handWritten(_ path: String) -> Failure {
    Failure(
      what: Words("\(path) was not generated, and is left as it is", "\(path) 不是自动生成的，未作改动"),
      fix: Words(
        "move it away, or name another folder by asterisk: {files: ...} in switchboard.yaml",
        "请移走它，或在 switchboard.yaml 中用 asterisk: {files: ...} 指定其他文件夹"
      )
    )
  }

  static func noGeneratedFile(_ path: String, _ cause: String) -> Failure {
    Failure(
      what: Words("\(path) cannot be used (\(cause))", "无法使用 \(path)（\(cause)）"),
      fix: Words(
        "check its rights and its disk; root or the group of that folder may write there",
        "请检查权限和磁盘；root 或该文件夹的组可以写入"
      )
    )
  }

  static func notReloaded(_ command: String, _ cause: String) -> Failure {
    Failure(
      what: Words(
        "Asterisk was not told to \"\(command)\" (\(cause))",
        "未能让 Asterisk 执行“\(command)”（\(cause)）"
      ),
      fix: Words(
        "does it run, and may you use it? then run switchboard apply again; asterisk: {reload: ...} "
          + "in switchboard.yaml names the command",
        "它在运行吗？您有权限吗？然后重新运行 switchboard apply；命令由 switchboard.yaml 的 "
          + "asterisk: {reload: ...} 指定"
      )
    )
  }

  static func noSchema(_ kind: String, known: [String]) -> Failure {
    let all = known.joined(separator: ", ")
    return Failure(
      what: Words("there is no schema \"\(kind)\"", "没有 schema“\(kind)”"),
      fix: Words("write one of: \(all)", "可以写：\(all)")
    )
  }

  static let schemaHead = [Words("kind", "种类"), Words("for", "用于")]

  static func asteriskSilent(
    _ command: String,
    _ limit: Duration,
    by words: [String]
  ) -> Failure {
    let seconds = max(1, limit.components.seconds)
    let line = words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
    return Failure(
      what: Words(
        "Asterisk did not answer to \"\(command)\" within \(seconds) s",
        "Asterisk 在 \(seconds) 秒内没有回应“\(command)”"
      ),
      fix: Words(
        "run \(line) yourself: when that hangs too, restart Asterisk (systemctl restart asterisk); "
          + "then run switchboard apply again, which knows what is left to be read",
        "请自己运行 \(line)：若同样卡住，请重启 Asterisk（systemctl restart asterisk）；"
          + "然后重新运行 switchboard apply，它知道还有哪些文件未读取"
      )
    )
  }

  static func generated(_ path: String, isNew: Bool) -> Words {
    isNew ? Words("\(path), new:", "\(path)（新）：") : Words("\(path), changed:", "\(path)（改）：")
  }

  static func passwordsMade(_ agents: [String]) -> Words {
    let list = agents.joined(separator: ", ")
    return Words(
      "passwords were made for the phones of \(list); switchboard agent password NUMBER shows one",
      "已为 \(list) 的话机生成密码；用 switchboard agent password 工号 查看"
    )
  }

  static func reloaded(_ commands: [String]) -> Words {
    let list = commands.joined(separator: ", ")
    return Words("told Asterisk: \(list)", "已让 Asterisk 执行：\(list)")
  }

  static let reloadLeft = Words(
    "Asterisk was not told; the next apply without --no-reload does it",
    "未通知 Asterisk；下次不带 --no-reload 的 apply 会通知"
  )

  static func stayingFiles(_ folder: String, of later: Int, after earlier: Int) -> Words {
    Words(
      "revision \(earlier) says nothing of asterisk: so the phones, queues and dial rules in "
        + "\(folder) stay as revision \(later) made them, and calls alone go by \(earlier); if "
        + "those are to go back too, apply the YAML of then with asterisk: in switchboard.yaml",
      "版本 \(earlier) 没有 asterisk:，因此 \(folder) 中的话机、队列和拨号规则保持版本 \(later) 的内容，"
        + "只有来电按版本 \(earlier) 处理；若这些也要恢复，请在当时 YAML 的 switchboard.yaml 中加上 "
        + "asterisk: 后应用"
    )
  }

  static func leftFiles(_ folder: String) -> Words {
    Words(
      "Asterisk's files in \(folder) are kept no more, and stay as they are: take their #include "
        + "out of Asterisk's files, then remove them",
      "不再更新 \(folder) 中的 Asterisk 文件，它们保持原样：请从 Asterisk 配置中去掉对它们的 #include，再删除"
    )
  }

  // MARK: Revisions

  static func warnings(_ count: Int) -> Words {
    Words(counted(count, "warning"), "\(count) 处警告")
  }

  static let warning = Words("warning", "警告")

  static let noRevisions = Words("nothing was published yet", "尚未发布任何版本")

  static let revisionHead = [
    Words("revision", "版本"), Words("published", "发布时间"), Words("by", "发布者"),
    Words("live since", "生效时间"), Words("set live by", "生效操作者"), Words("", ""),
  ]

  static let live = Words("live", "生效中")

  static func noRevision(_ number: Int) -> Failure {
    Failure(
      what: Words("there is no revision \(number)", "没有版本 \(number)"),
      fix: Words("see switchboard revisions", "请看 switchboard revisions")
    )
  }

  static func rolledBack(_ number: Int, isNew: Bool) -> Words {
    isNew
      ? Words(
        "revision \(number) is live again: new calls live by it from now on",
        "版本 \(number) 重新生效：新来电从现在起按它处理"
      )
      : Words("revision \(number) is live already", "版本 \(number) 已在生效")
  }

  static let noDifference = Words("no difference", "没有差异")

  static func differenceOf(_ old: String, _ new: String) -> Words {
    Words("\(old) -> \(new)", "\(old) -> \(new)")
  }

  static let secretLeftOut = Words("(hash)", "（哈希）")
}
