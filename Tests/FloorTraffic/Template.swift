/// An event with places where names and numbers are put in.
struct Template {
  /// What is put in.
  enum Place: String {
    case node, caller, half, leg, queue, second, hex, agent, number, time
  }

  struct Values {
    var texts: [Place: String] = [:]

    subscript(place: Place) -> String {
      get { texts[place] ?? "" }
      set { texts[place] = newValue }
    }
  }

  private enum Piece {
    case text([UInt8])
    case place(Place)
  }

  /// The event's name.
  let name: String
  private let pieces: [Piece]

  /// Reads events with an empty line between two; a place stands in braces.
  static func blocks(of text: String) -> [Template] {
    var blocks: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { blocks.append([]) } else { blocks[blocks.count - 1].append(line) }
    }
    return blocks.filter { !$0.isEmpty }.map(Template.init)
  }

  private init(_ lines: [Substring]) {
    name = lines[0].split(separator: ": ").last.map(String.init) ?? ""
    var pieces: [Piece] = []
    let text = lines.joined(separator: "\r\n") + "\r\n\r\n"
    for part in text.split(separator: "{", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      if halves.count == 2, let place = Place(rawValue: String(halves[0])) {
        pieces.append(.place(place))
      }
      pieces.append(.text(Array((halves.last ?? "").utf8)))
    }
    self.pieces = pieces
  }

  func bytes(with values: Values) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(768)
    for piece in pieces {
      switch piece {
      case .text(let text): bytes += text
      case .place(let place): bytes += Array(values[place].utf8)
      }
    }
    return bytes
  }
}
