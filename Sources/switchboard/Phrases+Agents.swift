import Configuration

/// What the tool says of agents.
extension Phrases {
  static func noSkill(_ text: String) -> Failure {
    Failure(
      what: Words("\"\(text)\" is no skill with a level", "“\(text)”不是带等级的技能"),
      fix: Words("write for example --skill english=3", "请写，例如 --skill english=3")
    )
  }

  static func noRole(_ text: String) -> Failure {
    let mistake = Mistake.unknownRole(text)
    return Failure(what: mistake.what, fix: mistake.fix)
  }

  static func agentThere(_ number: String, _ path: String) -> Failure {
    Failure(
      what: Words("\(number) is in \(path) already", "\(number) 已在 \(path) 中"),
      fix: Words("choose another number, or change it there", "请换一个工号，或在文件中修改")
    )
  }

  static func noAgent(_ number: String, _ path: String) -> Failure {
    Failure(
      what: Words("\(number) is not in \(path)", "\(path) 中没有 \(number)"),
      fix: Words(
        "see switchboard agent list; --directory names the YAML",
        "请看 switchboard agent list；用 --directory 指定 YAML 目录"
      )
    )
  }

  /// The file is written in a way that is not changed safely.
  static func unsure(_ path: String, _ words: String) -> Failure {
    let lines = words.split(separator: "\n").map(String.init)
    return Failure(
      what: Words(
        "\(path) is written in a way that is not changed safely, and was left as it is",
        "\(path) 的写法无法安全修改，未作改动"
      ),
      fix: lines.isEmpty
        ? Words("change it there yourself", "请自行修改")
        : Words("write there yourself", "请自行写入"),
      lines: lines.map { Words($0, $0) }
    )
  }

  static func agentAdded(_ number: String) -> Words {
    Words("\(number) is in agents.yaml now", "\(number) 已写入 agents.yaml")
  }

  static func agentRemoved(_ number: String) -> Words {
    Words("\(number) is out of agents.yaml", "\(number) 已从 agents.yaml 中删除")
  }

  static func pinSet(_ number: String) -> Words {
    Words("the PIN of \(number) is set", "已设置 \(number) 的 PIN")
  }

  static let agentsFileLeft = Words("agents.yaml was left as it was", "agents.yaml 未作改动")

  static let applyNext = Words(
    "it holds when it is applied: run switchboard apply",
    "应用后生效：请运行 switchboard apply"
  )

  static func password(_ number: String, _ password: String) -> Words {
    Words(
      "for the phone: user \(number), password \(password)",
      "话机：用户 \(number)，密码 \(password)"
    )
  }

  static func noPasswords(_ directory: String) -> Failure {
    Failure(
      what: Words(
        "no passwords are made for phones: \(directory)/switchboard.yaml has no asterisk:",
        "不会生成话机密码：\(directory)/switchboard.yaml 中没有 asterisk:"
      ),
      fix: Words(
        "nothing was changed; write asterisk: {} there, or leave --show-password out",
        "未作任何改动；请在其中写 asterisk: {}，或去掉 --show-password"
      )
    )
  }

  static func noPassword(_ number: String) -> Failure {
    Failure(
      what: Words("no password was made for \(number)", "尚未为 \(number) 生成密码"),
      fix: Words(
        "say asterisk: {} in switchboard.yaml, and run switchboard apply",
        "请在 switchboard.yaml 中写 asterisk: {}，再运行 switchboard apply"
      )
    )
  }

  static let noAgents = Words("no agents", "没有坐席")

  static let agentHead = [
    Words("number", "工号"), Words("name", "姓名"), Words("team", "班组"), Words("queues", "队列"),
    Words("skills", "技能"), Words("roles", "角色"),
  ]

  static let askPIN = Words("PIN (4 to 12 digits, it is not shown):", "PIN（4 到 12 位数字，不显示）：")
  static let askAgain = Words("once more:", "再输入一次：")

  static let noPIN = Failure(
    what: Words("no PIN came", "没有输入 PIN"),
    fix: Words("type it, or pipe it with --pin-stdin", "请输入，或用 --pin-stdin 传入")
  )

  static let weakPIN = Failure(
    what: Words("that is no PIN", "这不能作为 PIN"),
    fix: Words(
      "choose 4 to 12 digits, not all the same, and not the agent's number",
      "请用 4 到 12 位数字，不能全相同，也不能是工号"
    )
  )

  static let otherPIN = Failure(
    what: Words("the two PINs differ", "两次输入的 PIN 不同"),
    fix: Words("run it again", "请重新运行")
  )
}
