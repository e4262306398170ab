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

  /// That is no folder's path.
  public static func noFolder(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no folder's path from the root", "“\(text)”不是从根开始的文件夹路径"),
      Words(
        "write for example /etc/asterisk/switchboard/generated",
        "请写，例如 /etc/asterisk/switchboard/generated"
      )
    )
  }
}
