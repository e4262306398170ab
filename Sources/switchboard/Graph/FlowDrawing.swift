import ArgumentParser
import Foundation

/// A flow that was drawn.
struct FlowDrawing: Report {
  enum Format: String, Encodable, CaseIterable, ExpressibleByArgument {
    case mermaid, dot, svg
  }

  var flow: String
  var format: Format
  var drawing: String

  init(_ graph: FlowGraph, _ format: Format) {
    flow = graph.name
    self.format = format
    drawing =
      switch format {
      case .mermaid: MermaidDrawing.draw(graph)
      case .dot: DotDrawing.draw(graph)
      case .svg: SVGDrawing.draw(graph)
      }
  }

  func text(in world: World) -> String { drawing }
}

/// The language that Markdown viewers draw.
enum MermaidDrawing {
  static func draw(_ graph: FlowGraph) -> String {
    var lines = ["flowchart TD"]
    for (index, box) in graph.boxes.enumerated() {
      let words = box.lines.map(escaped).joined(separator: "<br/>")
      let (open, close) =
        switch box.kind {
        case .start: ("([", "])")
        case .node: ("[", "]")
        case .outside: ("[[", "]]")
        }
      lines.append("  n\(index)\(open)\"\(words)\"\(close)")
    }
    for arrow in graph.arrows {
      let words = arrow.words.map(escaped).joined(separator: ", ")
      let line = arrow.isSilent ? "-.->" : "-->"
      lines.append("  n\(arrow.from) \(line)|\"\(words)\"| n\(arrow.to)")
    }
    return lines.joined(separator: "\n")
  }

  /// Mermaid has entities of its own, and reads HTML in labels.
  private static func escaped(_ text: String) -> String {
    text.printable.spelling([
      "#": "#35;", "\"": "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;",
      "\\": "#92;",
    ])
  }
}

/// Graphviz's language.
enum DotDrawing {
  static func draw(_ graph: FlowGraph) -> String {
    var lines = [
      "digraph \"\(escaped(graph.name))\" {",
      "  node [shape=box, style=rounded, fontname=\"sans-serif\"];",
      "  edge [fontname=\"sans-serif\"];",
    ]
    for (index, box) in graph.boxes.enumerated() {
      let words = box.lines.map(escaped).joined(separator: "\\n")
      let look =
        switch box.kind {
        case .start: ", penwidth=2"
        case .node: ""
        case .outside: ", style=filled, fillcolor=\"#eeeeee\""
        }
      lines.append("  n\(index) [label=\"\(words)\"\(look)];")
    }
    for arrow in graph.arrows {
      let words = arrow.words.map(escaped).joined(separator: ", ")
      let look = arrow.isSilent ? ", style=dashed" : ""
      lines.append("  n\(arrow.from) -> n\(arrow.to) [label=\"\(words)\"\(look)];")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    text.printable.spelling(["\\": "\\\\", "\"": "\\\""])
  }
}

extension String {
  /// The text with some signs written in other ways.
  ///
  /// By scalars, not characters: a quote with an accent on it is still a quote.
  func spelling(_ signs: [Unicode.Scalar: String]) -> String {
    var text = ""
    for scalar in unicodeScalars {
      if let other = signs[scalar] {
        text += other
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
