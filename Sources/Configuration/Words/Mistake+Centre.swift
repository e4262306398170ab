public import Records

/// Mistakes in `queues.yaml`, `agents.yaml`, `trunks.yaml` and `switchboard.yaml`.
extension Mistake {
  // MARK: Queues

  /// Nothing is said for callers whom the queue does not take.
  public static func noOverflow(_ queue: String) -> Mistake {
    Mistake(
      Words(
        "nothing is said for callers whom the queue \(queue) does not take",
        "没有写明队列 \(queue) 接不进来电时怎么办"
      ),
      Words(
        "write overflow: message 100, or a place for each of full, empty, timeout and paused",
        "请写 overflow: message 100，或分别写 full、empty、timeout、paused 的去向"
      )
    )
  }

  /// One reason of overflow has no place.
  public static func noOverflowFor(_ reason: String, queue: String) -> Mistake {
    Mistake(
      Words(
        "overflow of the queue \(queue) does not say where callers go on \"\(reason)\"",
        "队列 \(queue) 的 overflow 没有写明“\(reason)”时的去向"
      ),
      Words(
        "write \(reason): message 100, or otherwise: message 100 for all that are left",
        "请写 \(reason): message 100，或用 otherwise: message 100 表示其余情况"
      )
    )
  }

  /// Queues that hand a caller round and round.
  public static func circleOfQueues(_ queues: [String], reason: String) -> Mistake {
    let way = queues.joined(separator: " -> ")
    return Mistake(
      Words(
        "on \"\(reason)\" a caller goes from queue to queue and never gets out: \(way)",
        "“\(reason)”时来电在队列之间兜圈，无法离开：\(way)"
      ),
      Words(
        "let \(reason) of one of them lead to a message, a callback or an announcement",
        "请让其中一个队列的 \(reason) 通向留言、回呼或提示音"
      )
    )
  }

  /// Asterisk has no such strategy.
  public static func unknownStrategy(_ text: String) -> Mistake {
    let known = QueueRinging.Strategy.allCases
    let all = known.map { "\($0.rawValue) (\($0.fieldName))" }.joined(separator: ", ")
    return Mistake(
      Words("there is no ring strategy \"\(text)\"", "没有振铃策略“\(text)”"),
      suggestion(
        for: text,
        among: known.map(\.rawValue),
        else: Words("write one of: \(all)", "可以写：\(all)")
      )
    )
  }

  /// Nobody is in the queue.
  public static func queueWithoutAgents(_ queue: String) -> Mistake {
    Mistake(
      Words("no agent is in the queue \(queue)", "队列 \(queue) 没有坐席"),
      Words(
        "put \(queue) into the queues of an agent in agents.yaml",
        "请在 agents.yaml 中把 \(queue) 写入某个坐席的 queues"
      ),
      isWarning: true
    )
  }

  /// Asterisk takes two queues for one.
  public static func sameButForCase(_ name: String, _ other: String) -> Mistake {
    Mistake(
      Words(
        "Asterisk takes the queues \(name) and \(other) for one: it does not heed capital letters",
        "Asterisk 不区分大小写，会把队列 \(name) 和 \(other) 当作同一个"
      ),
      Words(
        "choose a name that differs in more than that, or write \(other)",
        "请换一个不只大小写不同的名称，或写 \(other)"
      )
    )
  }

  /// Asterisk, or what we ship, has that name already.
  public static func reservedName(_ name: String) -> Mistake {
    Mistake(
      Words(
        "\"\(name)\" is a name that Asterisk's files have already",
        "“\(name)”已被 Asterisk 配置占用"
      ),
      Words("choose another name", "请换一个名称")
    )
  }

  // MARK: Agents

  /// That is no number of a phone inside.
  public static func noExtension(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no agent's number", "“\(text)”不是坐席工号"),
      Words("write three to five digits, such as 1001", "请写 3 到 5 位数字，如 1001")
    )
  }

  /// Phones that dial this number get something else.
  public static func takenNumber(_ number: String) -> Mistake {
    Mistake(
      Words(
        "\(number) is no agent's number: who dials it gets an emergency service, or a parked call",
        "\(number) 不能作为坐席工号：拨打它会接到紧急电话或通话寄存"
      ),
      Words(
        "choose another number, such as 1\(number)",
        "请换一个工号，如 1\(number)"
      )
    )
  }

  /// A name that phones could not show.
  public static func unshownName(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" cannot be shown as a name", "“\(text)”不能作为显示的名称"),
      Words(
        "use letters, digits, blanks and . - _ ' ( ) only, 60 at most",
        "只能用文字、数字、空格和 . - _ ' ( )，最多 60 个字"
      )
    )
  }

  /// A PIN stands in a file as it is typed; it is not repeated here.
  public static func plainPIN(command: String) -> Mistake {
    Mistake(
      Words(
        "this is no PIN's hash, and a PIN itself must not be here",
        "这不是 PIN 的哈希，PIN 本身不得写在这里"
      ),
      Words(
        "remove it and run \(command), which asks for the PIN and gives its hash",
        "请删除它，并运行 \(command)，输入 PIN 后得到哈希"
      )
    )
  }

  /// There is no such role.
  public static func unknownRole(_ text: String) -> Mistake {
    Mistake(
      Words("there is no role \"\(text)\"", "没有角色“\(text)”"),
      suggestion(for: text, among: AgentSettings.Role.allCases.map(\.rawValue))
    )
  }

  /// The agent cannot do what the queue needs.
  public static func unskilled(_ agent: String, queue: String, needs: [Skill]) -> Mistake {
    let needed = needs.map { "\($0.name): \($0.level)" }.joined(separator: ", ")
    return Mistake(
      Words(
        "the agent \(agent) lacks a skill that the queue \(queue) needs",
        "坐席 \(agent) 缺少队列 \(queue) 需要的技能"
      ),
      Words(
        "write skills: {\(needed)} at least, or take \(queue) out of the agent's queues",
        "至少写 skills: {\(needed)}，或从该坐席的 queues 中去掉 \(queue)"
      )
    )
  }

  // MARK: Trunks

  /// That is no dial pattern, or one that would take everything.
  public static func noPattern(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no dial pattern", "“\(text)”不是拨号规则"),
      Words(
        "write what phones dial, two to 24 digits, X for any digit, Z for 1 to 9, N for 2 to 9, "
          + "[125-8] for some, such as 9NXXXXXXX; . at the end, after a digit, is any number more",
        "请写话机所拨号码，2 到 24 位：数字、X（任意）、Z（1-9）、N（2-9）、[125-8]，"
          + "如 9NXXXXXXX；末尾的 .（前面须有数字）表示后续任意位"
      )
    )
  }

  /// The number shown is none that the carrier assigned.
  public static func unassignedNumber(
    _ number: String,
    trunk: String,
    assigned: [String]
  ) -> Mistake {
    Mistake(
      Words(
        "\(number) is no number that the carrier assigned to \(trunk)",
        "\(number) 不是运营商分配给 \(trunk) 的号码"
      ),
      assigned.isEmpty
        ? Words("write numbers: [\(number)] if it is", "如确已分配，请写 numbers: [\(number)]")
        : suggestion(for: number, among: assigned)
    )
  }

  /// A trunk is for no such thing.
  public static func unknownUse(_ text: String) -> Mistake {
    Mistake(
      Words("a trunk is not for \"\(text)\"", "中继没有用途“\(text)”"),
      suggestion(for: text, among: TrunkSettings.Use.allCases.map(\.rawValue))
    )
  }

  /// Two trunks claim what one alone is for.
  public static func repeatedUse(_ text: String) -> Mistake {
    Mistake(
      Words("another trunk is for \"\(text)\" already", "已有另一条中继用于“\(text)”"),
      Words("remove one of them", "请删除其中一个")
    )
  }

  /// Numbers are forwarded, and there is no way out.
  public static func forwardWithoutTrunk(_ number: String) -> Mistake {
    Mistake(
      Words("there is no trunk to forward to \(number)", "没有可转出到 \(number) 的中继"),
      Words("describe one in trunks.yaml", "请在 trunks.yaml 中描述一条中继")
    )
  }

  // MARK: Numbers

  /// That is no prefix that is dialled.
  public static func noPrefix(_ text: String, example: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no prefix that is dialled", "“\(text)”不是可拨的前缀"),
      Words(
        "write its digits in quotes, five at most, such as \(example)",
        "请写数字并加引号，最多 5 位，如 \(example)"
      )
    )
  }

  /// That is no country's code.
  public static func noCountry(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no country's code", "“\(text)”不是国家代码"),
      Words("write one to three digits without 00 or +, such as 86", "请写 1 到 3 位数字，不带 00 或 +，如 86")
    )
  }

  /// That does not say how numbers begin and how long they are.
  public static func noShape(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" does not say which numbers are meant", "“\(text)”没有说明是哪些号码"),
      Words(
        "write how they begin and an X for each digit more, three to 15 in all, such as 1XXXXXXXXXX",
        "请写开头的数字，其余每位写一个 X，共 3 到 15 位，如 1XXXXXXXXXX"
      )
    )
  }

  /// Numbers that have no area are written with the prefix that is for areas.
  public static func prefixedShape(_ text: String, trunk: String) -> Mistake {
    let plain = String(text.dropFirst(trunk.count))
    return Mistake(
      Words(
        "\"\(text)\" begins with the trunk prefix \(trunk)",
        "“\(text)”以长途字冠 \(trunk) 开头"
      ),
      Words("leave it out: write \(plain)", "请去掉字冠，写 \(plain)")
    )
  }

  /// A call to another area would be one abroad.
  public static func samePrefix(trunk: String, international: String) -> Mistake {
    Mistake(
      Words(
        "the trunk prefix \(trunk) begins as the international one does, \(international)",
        "长途字冠 \(trunk) 以国际字冠 \(international) 开头"
      ),
      Words(
        "write the prefixes as they are dialled, such as international: \"00\" and trunk: \"0\"",
        "请按实际拨号写，如 international: \"00\"、trunk: \"0\""
      )
    )
  }

  /// Another country's plan must be whole: the rest would be China's.
  public static func partOfPlan(_ key: String, country: String, example: String) -> Mistake {
    Mistake(
      Words(
        "\"\(key)\" is missing, and China's would not do for the country \(country)",
        "缺少“\(key)”，国家代码 \(country) 不能沿用中国的规则"
      ),
      Words("write \(example), as it is there", "请按当地情况写，如 \(example)")
    )
  }

  /// No area has that code.
  public static func noArea(_ text: String, lengths: [Int]) -> Mistake {
    let all = lengths.sorted().map(String.init).joined(separator: ", ")
    return Mistake(
      Words("\"\(text)\" is no area's code", "“\(text)”不是区号"),
      lengths.isEmpty
        ? Words(
          "leave it out: by numbers in switchboard.yaml there are no areas",
          "请删除：switchboard.yaml 的 numbers 中没有区号"
        )
        : Words(
          "write its digits, \(all) without the trunk prefix, such as area: \"021\"",
          "请写区号数字（不含长途字冠 \(all) 位），如 area: \"021\""
        )
    )
  }

  // MARK: Settings

  /// That is no folder's path.
  public static func noFolder(_ text: String, example: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no folder's path from the root", "“\(text)”不是从根开始的文件夹路径"),
      Words("write for example \(example)", "请写，例如 \(example)")
    )
  }

  /// That is no file's path.
  public static func noFile(_ text: String, example: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no file's path from the root", "“\(text)”不是从根开始的文件路径"),
      Words("write for example \(example)", "请写，例如 \(example)")
    )
  }
}
