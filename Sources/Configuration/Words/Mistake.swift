/// What is wrong with a configuration.
public enum Mistake: Equatable, Sendable {
  /// The file cannot be read.
  case unreadableFile(cause: String)
  /// The folder cannot be read, or is none.
  case unreadableFolder(cause: String)
  /// No file of that name is read; perhaps another name was meant.
  case unknownFile(meant: String?)
  /// The file is no YAML.
  case noYAML(problem: String)
  /// A key stands twice in one place.
  case repeatedKey(String)
  /// A key means nothing here.
  case unknownKey(String, known: [String])
  /// A key is needed here.
  case missingKey(String, example: String)
  /// Nothing stands behind a key.
  case emptyKey(String, example: String)
  /// Something else is expected here: an example shows what.
  case unexpected(found: String, example: String)
  /// That is no place where a call can go.
  case noTarget(String)
  /// A name holds characters that it must not.
  case badName(String)
  /// That is no key of a phone.
  case noPhoneKey(String)
  /// A number is out of its bounds.
  case outOfBounds(found: String, lowest: Int, highest: Int)
  /// A wait is longer than a caller stays.
  case tooLong(String, longest: String)
  /// That is no time of day, or the span is empty.
  case noSpan(String)
  /// That is no day of the week.
  case noDay(String)
  /// Two spans of one day overlap.
  case overlap(String)
  /// This system does not know the zone.
  case unknownZone(String)
  /// That is no number that somebody could call from, or more than one.
  case noNumber(String)
  /// The flow has no such node.
  case unknownNode(String, flow: String, known: [String])
  /// There is no such flow.
  case unknownFlow(String, known: [String])
  /// There is no such queue.
  case unknownQueue(String, known: [String])
  /// There is no such survey.
  case unknownSurvey(String, known: [String])
  /// There are no such opening hours.
  case unknownHours(String, known: [String])
  /// Nodes exist in a flow only.
  case nodeOutsideFlow(String)
  /// No way leads to the node.
  case unreachableNode(String)
  /// A caller can never get out of these nodes: no key leads out of them, nor does waiting.
  case noWayOut([String])
  /// The same across flows: nodes as `FLOW NODE`.
  case circleOfFlows([String])
  /// A caller who presses nothing can never get out of these nodes.
  case silentCircle([String])
  /// Hours are given, and nothing for the time outside them.
  case noClosedTarget
  /// A target for closed times is given, and no hours.
  case closedWithoutHours
  /// The directory has no `routing.yaml`.
  case noRouting
}

extension Mistake {
  /// What is wrong, for a person.
  public var what: Words { words.what }

  /// What to write instead.
  public var fix: Words { words.fix }

  // The catalogue: what is wrong, and what to write instead.
  private var words: (what: Words, fix: Words) {
    switch self {
    case .unreadableFile(let cause):
      (
        Words("the file cannot be read: \(cause)", "无法读取该文件：\(cause)"),
        Words("check its name and its rights", "请检查文件名和权限")
      )
    case .unreadableFolder(let cause):
      (
        Words("the folder cannot be read: \(cause)", "无法读取该文件夹：\(cause)"),
        Words("is it a folder, and what are its rights?", "请检查它是否为文件夹以及权限")
      )
    case .unknownFile(let meant):
      (
        Words("no file of this name is read", "不会读取这个名称的文件"),
        meant.map { Words("name it \($0)", "请改名为 \($0)") }
          ?? Words(
            "move it elsewhere; what is read: routing.yaml, queues.yaml, ivr/NAME.yaml, "
              + "surveys/NAME.yaml",
            "请移到别处；会读取的有：routing.yaml、queues.yaml、ivr/名称.yaml、surveys/名称.yaml"
          )
      )
    case .noYAML(let problem):
      (
        Words("this is no YAML: \(problem)", "不是有效的 YAML：\(problem)"),
        Words(
          "check the indentation, and quote \"*\", \"#\" and texts with a colon",
          "请检查缩进；\"*\"、\"#\" 以及含冒号的文字要加引号"
        )
      )
    case .repeatedKey(let key):
      (
        Words("\"\(key)\" stands here twice", "“\(key)”在这里重复出现"),
        Words("remove or rename one of them", "请删除或重命名其中一个")
      )
    case .unknownKey(let key, let known):
      (
        Words("\"\(key)\" means nothing here", "这里不能写“\(key)”"),
        suggestion(for: key, among: known)
      )
    case .missingKey(let key, let example):
      (
        Words("\"\(key)\" is missing here", "这里缺少“\(key)”"),
        Words("write \(example)", "请写 \(example)")
      )
    case .emptyKey(let key, let example):
      (
        Words("nothing stands behind \"\(key)\"", "“\(key)”后面没有内容"),
        Words(
          "write for example \(example), or remove the key",
          "请写，例如 \(example)，或删除这个键"
        )
      )
    case .unexpected(let found, let example):
      (
        Words("\(found) is not what belongs here", "这里不应是\(found)"),
        Words("write for example \(example)", "请写，例如 \(example)")
      )
    case .noTarget(let text):
      (
        Words("\"\(text)\" is no place where a call can go", "“\(text)”不是来电可以去的地方"),
        Words(
          "write queue NAME, flow NAME, announce PROMPT, extension NUMBER, message MAILBOX, "
            + "survey NAME, hangup, or in a flow the name of a node",
          "请写 queue 队列、flow 流程、announce 提示音、extension 分机、message 信箱、survey 问卷、"
            + "hangup，或在流程中写节点名"
        )
      )
    case .badName(let name):
      (
        Words("\"\(name)\" cannot be a name", "“\(name)”不能作为名称"),
        Words("use letters, digits, - and _ only", "只能用字母、数字、- 和 _")
      )
    case .noPhoneKey(let key):
      (
        Words("\"\(key)\" is no key of a phone", "“\(key)”不是电话按键"),
        Words("write one of 0 to 9, \"*\" or \"#\"", "请写 0 到 9、\"*\" 或 \"#\" 中的一个")
      )
    case .outOfBounds(let found, let lowest, let highest):
      (
        Words("\(found) is out of bounds", "\(found) 超出范围"),
        Words("write a number from \(lowest) to \(highest)", "请写 \(lowest) 到 \(highest) 之间的数")
      )
    case .tooLong(let text, let longest):
      (
        Words("\"\(text)\" is too long: callers would hear silence", "“\(text)”太长：来电会一直听不到声音"),
        Words("write at most \(longest)", "最长请写 \(longest)")
      )
    case .noSpan(let text):
      (
        Words("\"\(text)\" is no span of a day", "“\(text)”不是一段时间"),
        Words(
          "write for example 09:00-18:00, or 09:00-12:00, 13:30-18:00; until midnight is 24:00",
          "请写，例如 09:00-18:00，或 09:00-12:00, 13:30-18:00；到午夜写 24:00"
        )
      )
    case .noDay(let text):
      (
        Words("\"\(text)\" is no day of the week", "“\(text)”不是星期几"),
        Words(
          "write monday to sunday, one day or a span such as monday-friday, or everyday",
          "请写 monday 到 sunday，可写一天、一段（如 monday-friday）或 everyday"
        )
      )
    case .overlap(let text):
      (
        Words("\"\(text)\" overlaps another span of these hours", "“\(text)”与同一营业时间的另一段重叠"),
        Words("join the two, or shorten one", "请合并两段，或缩短其中一段")
      )
    case .unknownZone(let zone):
      (
        Words("this system does not know the time zone \"\(zone)\"", "本系统没有时区“\(zone)”"),
        Words(
          "write a name of the tz database, such as Asia/Shanghai; is tzdata installed?",
          "请写 tz 数据库中的名称，如 Asia/Shanghai；是否已安装 tzdata？"
        )
      )
    case .noNumber(let text):
      (
        Words("\"\(text)\" is no phone number", "“\(text)”不是一个电话号码"),
        Words(
          "write one number as it is dialled, such as 13812345678; several are a list: "
            + "[13812345678, 02150008888]",
          "请写一个拨打时的号码，如 13812345678；多个号码写成列表：[13812345678, 02150008888]"
        )
      )
    case .unknownNode(let node, let flow, let known):
      (
        Words("the flow \(flow) has no node \"\(node)\"", "流程 \(flow) 没有节点“\(node)”"),
        suggestion(for: node, among: known)
      )
    case .unknownFlow(let flow, let known):
      (
        Words("there is no flow \"\(flow)\"", "没有流程“\(flow)”"),
        suggestion(
          for: flow,
          among: known,
          else: Words("write ivr/\(flow).yaml", "请编写 ivr/\(flow).yaml")
        )
      )
    case .unknownQueue(let queue, let known):
      (
        Words("there is no queue \"\(queue)\"", "没有队列“\(queue)”"),
        suggestion(
          for: queue,
          among: known,
          else: Words("name it in queues.yaml", "请在 queues.yaml 中写上它")
        )
      )
    case .unknownSurvey(let survey, let known):
      (
        Words("there is no survey \"\(survey)\"", "没有问卷“\(survey)”"),
        suggestion(
          for: survey,
          among: known,
          else: Words("write surveys/\(survey).yaml", "请编写 surveys/\(survey).yaml")
        )
      )
    case .unknownHours(let hours, let known):
      (
        Words("there are no hours \"\(hours)\"", "没有营业时间“\(hours)”"),
        suggestion(for: hours, among: known + ["always", "never"])
      )
    case .nodeOutsideFlow(let node):
      (
        Words("\"\(node)\" could only be a node, and this is no flow", "“\(node)”只能是节点，而这里不是流程"),
        Words(
          "write flow NAME \(node), or a verb such as queue \(node)",
          "请写 flow 流程名 \(node)，或如 queue \(node)"
        )
      )
    case .unreachableNode(let node):
      (
        Words("no way leads to the node \"\(node)\"", "没有路径通向节点“\(node)”"),
        Words("let a key or a next lead to it, or remove it", "请让某个按键或 next 通向它，或删除它")
      )
    case .noWayOut(let nodes):
      (
        Words(
          "a caller who comes here never gets out: \(nodes.joined(separator: " -> "))",
          "来电到这里后无法离开：\(nodes.joined(separator: " -> "))"
        ),
        Words(
          "let one of these nodes lead to a queue, an announcement or hangup",
          "请让其中一个节点通向队列、提示音或 hangup"
        )
      )
    case .circleOfFlows(let nodes):
      (
        Words(
          "a caller who comes here goes from flow to flow and never gets out: "
            + nodes.joined(separator: " -> "),
          "来电到这里后在流程之间兜圈，无法离开：" + nodes.joined(separator: " -> ")
        ),
        Words(
          "let a key, otherwise or next of one of them lead to a queue, an announcement or hangup",
          "请让其中一个节点的按键、otherwise 或 next 通向队列、提示音或 hangup"
        )
      )
    case .silentCircle(let nodes):
      (
        Words(
          "a caller who presses nothing never gets out: \(nodes.joined(separator: " -> "))",
          "来电不按键就无法离开：\(nodes.joined(separator: " -> "))"
        ),
        Words(
          "let otherwise of one of them lead to a queue, an announcement or hangup; attempts says "
            + "how often a menu is played",
          "请让其中一个节点的 otherwise 通向队列、提示音或 hangup；attempts 写明菜单播放几次"
        )
      )
    case .noClosedTarget:
      (
        Words("nothing is said for the time outside the hours", "没有写明营业时间以外怎么办"),
        Words("write for example closed: announce closed", "请写，例如 closed: announce closed")
      )
    case .closedWithoutHours:
      (
        Words("closed is given, and no hours", "写了 closed，却没有 hours"),
        Words("write for example hours: office", "请写，例如 hours: office")
      )
    case .noRouting:
      (
        Words("there is no routing.yaml here", "这里没有 routing.yaml"),
        Words(
          "name the directory that holds it, or write one: default: {to: queue NAME}",
          "请给出它所在的目录，或编写一个：default: {to: queue 队列名}"
        )
      )
    }
  }
}

/// Names what was probably meant, else all that would do.
private func suggestion(
  for word: String,
  among known: [String],
  else otherwise: Words? = nil
) -> Words {
  if let near = known.first(where: { isNear(word, $0) }) {
    return Words("write \(near)", "请写 \(near)")
  }
  if let otherwise { return otherwise }
  let all = known.sorted().joined(separator: ", ")
  return Words("what can stand here: \(all)", "这里可以写：\(all)")
}

/// Whether one slip of the hand lies between two words: a letter wrong, missing, added or swapped.
private func isNear(_ left: String, _ right: String) -> Bool {
  let left = Array(left.lowercased())
  let right = Array(right.lowercased())
  let (short, long) = left.count <= right.count ? (left, right) : (right, left)
  guard long.count - short.count <= 1, short.count > 1 else { return false }
  let same = zip(short, long).prefix { $0 == $1 }.count
  if short.count < long.count { return short[same...] == long[(same + 1)...] }
  if same == short.count || short[(same + 1)...] == long[(same + 1)...] { return true }
  return short[same] == long[same + 1] && short[same + 1] == long[same]
    && short[(same + 2)...] == long[(same + 2)...]
}
