extension Mistake {
  /// That is no key of a phone.
  public static func noPhoneKey(_ key: String) -> Mistake {
    Mistake(
      Words("\"\(key)\" is no key of a phone", "“\(key)”不是电话按键"),
      Words("write one of 0 to 9, \"*\" or \"#\"", "请写 0 到 9、\"*\" 或 \"#\" 中的一个")
    )
  }

  /// The flow has no such node.
  public static func unknownNode(_ node: String, flow: String, known: [String]) -> Mistake {
    Mistake(
      Words("the flow \(flow) has no node \"\(node)\"", "流程 \(flow) 没有节点“\(node)”"),
      suggestion(for: node, among: known)
    )
  }

  /// There is no such flow.
  public static func unknownFlow(_ flow: String, known: [String]) -> Mistake {
    Mistake(
      Words("there is no flow \"\(flow)\"", "没有流程“\(flow)”"),
      suggestion(
        for: flow,
        among: known,
        else: Words("write ivr/\(flow).yaml", "请编写 ivr/\(flow).yaml")
      )
    )
  }

  /// Nodes exist in a flow only.
  public static func nodeOutsideFlow(_ node: String) -> Mistake {
    Mistake(
      Words("\"\(node)\" could only be a node, and this is no flow", "“\(node)”只能是节点，而这里不是流程"),
      Words(
        "write flow NAME \(node), or a verb such as queue \(node)",
        "请写 flow 流程名 \(node)，或如 queue \(node)"
      )
    )
  }

  /// No way leads to the node.
  public static func unreachableNode(_ node: String) -> Mistake {
    Mistake(
      Words("no way leads to the node \"\(node)\"", "没有路径通向节点“\(node)”"),
      Words("let a key or a next lead to it, or remove it", "请让某个按键或 next 通向它，或删除它")
    )
  }

  /// A caller can never get out of these nodes: no key leads out of them, nor does waiting.
  public static func noWayOut(_ nodes: [String]) -> Mistake {
    Mistake(
      Words(
        "a caller who comes here never gets out: \(nodes.joined(separator: " -> "))",
        "来电到这里后无法离开：\(nodes.joined(separator: " -> "))"
      ),
      Words(
        "let one of these nodes lead to a queue, an announcement or hangup",
        "请让其中一个节点通向队列、提示音或 hangup"
      )
    )
  }

  /// The same across flows: nodes as `FLOW NODE`.
  public static func circleOfFlows(_ nodes: [String]) -> Mistake {
    Mistake(
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
  }

  /// A caller who presses nothing can never get out of these nodes.
  public static func silentCircle(_ nodes: [String]) -> Mistake {
    Mistake(
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
  }
}
