/// A picture of a flow that every browser shows.
enum SVGDrawing {
  static func draw(_ graph: FlowGraph) -> String {
    let layout = FlowLayout(graph)
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(round(layout.width))" \
      height="\(round(layout.height))" viewBox="0 0 \(round(layout.width)) \(round(layout.height))" \
      font-family="'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" font-size="13">
      """,
      "<title>\(escaped(graph.name))</title>",
      """
      <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
      orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>
      """,
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
    ]
    var leaving = [Int](repeating: 0, count: graph.boxes.count)
    for arrow in graph.arrows { leaving[arrow.from] += 1 }
    var seen = [Int](repeating: 0, count: graph.boxes.count)
    var words: [String] = []
    for arrow in graph.arrows {
      seen[arrow.from] += 1
      let share = Double(seen[arrow.from]) / Double(leaving[arrow.from] + 1)
      let (path, label) = curve(arrow, share, layout)
      let dashes = arrow.isSilent ? " stroke-dasharray=\"5 4\"" : ""
      lines.append(
        "<path d=\"\(path)\" fill=\"none\" stroke=\"#555\"\(dashes) marker-end=\"url(#tip)\"/>"
      )
      words.append(
        """
        <text x="\(round(label.x))" y="\(round(label.y))" text-anchor="middle" fill="#06c" \
        stroke="#fff" stroke-width="4" paint-order="stroke">\
        \(escaped(arrow.words.joined(separator: ", ")))</text>
        """
      )
    }
    for (box, place) in zip(graph.boxes, layout.places) { lines += draw(box, place) }
    // Words stand before all lines.
    return (lines + words + ["</svg>"]).joined(separator: "\n")
  }

  private static func draw(_ box: FlowGraph.Box, _ place: FlowLayout.Place) -> [String] {
    let look =
      switch box.kind {
      case .start: "rx=\"18\" fill=\"#eaf3ff\" stroke=\"#06c\" stroke-width=\"2\""
      case .node: "rx=\"5\" fill=\"#f7faff\" stroke=\"#06c\""
      case .outside: "rx=\"0\" fill=\"#eee\" stroke=\"#777\""
      }
    var lines = [
      """
      <rect x="\(round(place.x))" y="\(round(place.y))" width="\(round(place.width))" \
      height="\(round(place.height))" \(look)/>
      """
    ]
    for (index, line) in box.lines.enumerated() {
      let y = place.y + 20 + Double(index) * FlowLayout.lineHeight
      let weight = index == 0 ? " font-weight=\"bold\"" : ""
      lines.append(
        """
        <text x="\(round(place.x + place.width / 2))" y="\(round(y))" text-anchor="middle"\
        \(weight)>\(escaped(line))</text>
        """
      )
    }
    return lines
  }

  /// The way of an arrow, and where its words stand.
  private static func curve(
    _ arrow: FlowGraph.Arrow,
    _ share: Double,
    _ layout: FlowLayout
  ) -> (path: String, label: (x: Double, y: Double)) {
    let from = layout.places[arrow.from]
    let to = layout.places[arrow.to]
    if to.layer > from.layer {
      let start = (x: from.x + from.width * share, y: from.y + from.height)
      let end = (x: to.x + to.width / 2, y: to.y - 2)
      let bend = (end.y - start.y) / 2
      let path = """
        M\(round(start.x)),\(round(start.y)) C\(round(start.x)),\(round(start.y + bend)) \
        \(round(end.x)),\(round(end.y - bend)) \(round(end.x)),\(round(end.y))
        """
      // A quarter of the way, where the curve has hardly left its own column.
      let x = start.x + (end.x - start.x) * 0.16
      return (path, (x, start.y + min(24, (end.y - start.y) * 0.4)))
    }
    // Back, or to the side: around the right.
    let start = (x: from.x + from.width, y: from.y + from.height * share)
    let end = (x: to.x + to.width + 2, y: to.y + to.height / 2)
    let far = max(start.x, end.x) + 36 + 8 * Double(from.layer - to.layer)
    let path = """
      M\(round(start.x)),\(round(start.y)) C\(round(far)),\(round(start.y)) \
      \(round(far)),\(round(end.y)) \(round(end.x)),\(round(end.y))
      """
    return (path, (start.x + 18, start.y - 4))
  }

  private static func round(_ number: Double) -> String {
    String(Int(number.rounded()))
  }

  private static func escaped(_ text: String) -> String {
    text.printable.spelling(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"])
  }
}
