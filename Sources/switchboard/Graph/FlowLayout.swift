/// Where the boxes of a flow stand: in layers, each as many steps from the beginning as its number.
struct FlowLayout {
  /// A box's place in the drawing.
  struct Place {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    var layer: Int
  }

  private(set) var places: [Place]
  private(set) var width = 0.0
  private(set) var height = 0.0

  static let lineHeight = 18.0
  private static let columnWidth = 7.5
  private static let gap = (across: 36.0, down: 64.0)
  private static let margin = 24.0

  init(_ graph: FlowGraph) {
    places = graph.boxes.map { box in
      let columns = box.lines.map(\.columns).max() ?? 1
      return Place(
        x: 0,
        y: 0,
        width: Double(max(columns, 6)) * Self.columnWidth + 24,
        height: Double(box.lines.count) * Self.lineHeight + 14,
        layer: 0
      )
    }
    var layers = Self.layers(graph)
    for (layer, boxes) in layers.enumerated() {
      for box in boxes { places[box].layer = layer }
    }
    Self.sort(&layers, graph)
    put(layers)
  }

  /// Boxes by their distance from the beginning; what nothing here leads to begins there too.
  private static func layers(_ graph: FlowGraph) -> [[Int]] {
    var next = [[Int]](repeating: [], count: graph.boxes.count)
    for arrow in graph.arrows { next[arrow.from].append(arrow.to) }
    var distance = [Int?](repeating: nil, count: graph.boxes.count)
    for root in graph.boxes.indices where distance[root] == nil {
      distance[root] = 0
      var waiting = [root]
      var read = 0
      while read < waiting.count {
        let box = waiting[read]
        read += 1
        for target in next[box] where distance[target] == nil {
          distance[target] = (distance[box] ?? 0) + 1
          waiting.append(target)
        }
      }
    }
    let count = (distance.compactMap(\.self).max() ?? 0) + 1
    var layers = [[Int]](repeating: [], count: count)
    for (box, distance) in distance.enumerated() { layers[distance ?? 0].append(box) }
    return layers
  }

  /// Moves boxes beside those that they are connected with, so that fewer arrows cross.
  private static func sort(_ layers: inout [[Int]], _ graph: FlowGraph) {
    var neighbours = [[Int]](repeating: [], count: graph.boxes.count)
    for arrow in graph.arrows {
      neighbours[arrow.from].append(arrow.to)
      neighbours[arrow.to].append(arrow.from)
    }
    var rank = [Double](repeating: 0, count: graph.boxes.count)
    func number(_ layer: [Int]) {
      for (index, box) in layer.enumerated() {
        rank[box] = (Double(index) + 0.5) / Double(layer.count)
      }
    }
    for layer in layers { number(layer) }
    for _ in 0..<4 {
      for layer in layers.indices.dropFirst() {
        let wish = Dictionary(
          uniqueKeysWithValues: layers[layer].map { box in
            let near = neighbours[box].map { rank[$0] }
            return (box, near.isEmpty ? rank[box] : near.reduce(0, +) / Double(near.count))
          }
        )
        layers[layer].sort { (wish[$0] ?? 0, $0) < (wish[$1] ?? 0, $1) }
        number(layers[layer])
      }
    }
  }

  private mutating func put(_ layers: [[Int]]) {
    let widths = layers.map { layer in
      layer.reduce(-Self.gap.across) { $0 + places[$1].width + Self.gap.across }
    }
    // Arrows that go back pass beside the boxes.
    let inner = max(widths.max() ?? 0, 120)
    width = inner + 2 * Self.margin + 60
    var y = Self.margin
    for (layer, boxes) in layers.enumerated() {
      var x = Self.margin + (inner - widths[layer]) / 2
      let tallest = boxes.map { places[$0].height }.max() ?? 0
      for box in boxes {
        places[box].x = x
        places[box].y = y + (tallest - places[box].height) / 2
        x += places[box].width + Self.gap.across
      }
      y += tallest + Self.gap.down
    }
    height = y - Self.gap.down + Self.margin
  }
}
