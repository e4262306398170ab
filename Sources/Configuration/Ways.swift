import Records

/// The ways that a caller can take through all flows, from node to node.
///
/// Every key and every `otherwise` is a way. No node waits for ever, so whoever reaches one can take
/// each of its ways.
struct Ways {
  private let sources: Sources
  /// Flows with nodes that could not be read have mistakes enough: what leads there is left alone.
  private let flows: [FlowReader]
  /// Each node's ways to other nodes.
  private var ahead: [Place: [Place]] = [:]
  /// The nodes where a caller may go from a node who presses nothing.
  private var silently: [Place: [Place]] = [:]
  /// Where each node was written.
  private var items: [Place: Item] = [:]
  /// The nodes from which a caller can get out of all flows.
  private var leaving: Set<Place> = []

  /// A node of a flow.
  private struct Place: Hashable {
    var flow: String
    var node: String
  }

  init(_ sources: Sources) {
    self.sources = sources
    flows = sources.flows.filter { reader in
      reader.known.allSatisfy { reader.flow.nodes[$0] != nil }
    }
    readWays()
  }

  func check() {
    var told: Set<Place> = []
    for reader in flows {
      let reached = reached(in: reader.flow)
      for (node, item) in reader.places {
        let place = Place(flow: reader.flow.name, node: node)
        if !reached.contains(node) {
          item.report(.unreachableNode(node))
        } else if !leaving.contains(place), !told.contains(place) {
          report(circle(from: place, &told), at: item)
        }
      }
    }
    checkSilence()
  }

  /// Reports circles that a key leads out of, and nothing else.
  private func checkSilence() {
    var done: Set<Place> = []
    for reader in flows {
      let reached = reached(in: reader.flow)
      for (node, _) in reader.places where reached.contains(node) {
        walkSilently(from: Place(flow: reader.flow.name, node: node), &done)
      }
    }
  }

  /// Goes all ways of a caller who presses nothing, deep first, and tells of each way back to a node
  /// on the way here.
  private func walkSilently(from start: Place, _ done: inout Set<Place>) {
    guard done.insert(start).inserted else { return }
    var path = [start]
    var left = [silently[start] ?? []]
    var onPath: Set<Place> = [start]
    while let here = path.last {
      guard let next = left[left.count - 1].popLast() else {
        path.removeLast()
        left.removeLast()
        onPath.remove(here)
        continue
      }
      if onPath.contains(next) {
        tellSilent(Array(path[(path.firstIndex(of: next) ?? 0)...]))
      } else if done.insert(next).inserted {
        path.append(next)
        left.append(silently[next] ?? [])
        onPath.insert(next)
      }
    }
  }

  private func tellSilent(_ circle: [Place]) {
    // Who cannot get out by a key either was told so already.
    guard let first = circle.first, leaving.contains(first) else { return }
    let isOneFlow = circle.allSatisfy { $0.flow == first.flow }
    let words = circle.map { isOneFlow ? $0.node : "\($0.flow) \($0.node)" }
    items[first]?.report(.silentCircle(words))
  }

  /// Reads each node's ways, and goes backwards from those that lead out.
  private mutating func readWays() {
    let starts = Dictionary(flows.map { ($0.flow.name, $0.flow.start) }) { first, _ in first }
    let nodes = flows.flatMap { reader in
      reader.flow.nodes.map { node, content in
        (Place(flow: reader.flow.name, node: node), content.ways(in: reader.flow))
      }
    }
    for reader in flows {
      for (node, item) in reader.places { items[Place(flow: reader.flow.name, node: node)] = item }
    }
    for (place, _) in nodes { ahead[place] = [] }
    var before: [Place: [Place]] = [:]
    var waiting: [Place] = []
    for (place, ways) in nodes {
      for way in ways {
        let next: Place? =
          switch way.target {
          case .node(let node): Place(flow: place.flow, node: node)
          case .flow(let flow, let node):
            (node ?? starts[flow]).map { Place(flow: flow, node: $0) }
          default: nil
          }
        // A place that there is not has a mistake of its own.
        if let next, ahead[next] != nil {
          ahead[place, default: []].append(next)
          if way.isSilent { silently[place, default: []].append(next) }
          before[next, default: []].append(place)
        } else {
          waiting.append(place)
        }
      }
    }
    while let place = waiting.popLast() {
      guard leaving.insert(place).inserted else { continue }
      waiting += before[place] ?? []
    }
  }

  private func reached(in flow: Flow) -> Set<String> {
    // Other flows may enter at any node that they name.
    let entries =
      sources.flows.flatMap(\.targets).map(\.target)
      + (sources.routing?.targets.map(\.target) ?? []) + sources.calendar.targets.map(\.target)
    var waiting = [flow.start]
    for case .flow(flow.name, let node?) in entries { waiting.append(node) }
    var reached: Set<String> = []
    while let node = waiting.popLast() {
      guard reached.insert(node).inserted else { continue }
      for way in flow.nodes[node]?.ways(in: flow) ?? [] {
        if case .node(let next) = way.target { waiting.append(next) }
      }
    }
    return reached
  }

  /// Where a caller goes who cannot get out, until a node comes again.
  ///
  /// All ways of such a node lead to such nodes, so one of them will do.
  ///
  /// - Returns: The nodes, or none when they lead to a circle that was told before.
  private func circle(from place: Place, _ told: inout Set<Place>) -> [Place] {
    var walked: [Place] = []
    var next: Place? = place
    while let here = next, told.insert(here).inserted {
      walked.append(here)
      next = ahead[here]?.first
    }
    guard let next, walked.contains(next) else { return [] }
    return walked
  }

  private func report(_ circle: [Place], at item: Item) {
    guard let first = circle.first else { return }
    if circle.allSatisfy({ $0.flow == first.flow }) {
      item.report(.noWayOut(circle.map(\.node)))
    } else {
      item.report(.circleOfFlows(circle.map { "\($0.flow) \($0.node)" }))
    }
  }
}

extension FlowNode {
  /// All ways out, the flow's key 0 where it is asked for among them.
  fileprivate func ways(in flow: Flow) -> [Way] {
    guard let person = flow.operator, asks, !hasOwnZero else { return ways }
    return ways + [Way(word: "0", target: person, isSilent: false)]
  }
}
