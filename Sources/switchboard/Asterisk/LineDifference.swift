/// What differs between two texts, line by line, as `diff -u` shows it.
struct LineDifference {
  private(set) var lines: [String] = []

  /// How many equal lines stand around a change.
  private static let context = 2

  init(from old: String, to new: String) {
    let old = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var all: [(sign: Character, line: String)] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if removed.contains(left) {
        all.append(("-", old[left]))
        left += 1
      } else if inserted.contains(right) {
        all.append(("+", new[right]))
        right += 1
      } else {
        all.append((" ", new[right]))
        left += 1
        right += 1
      }
    }
    show(all)
  }

  private mutating func show(_ all: [(sign: Character, line: String)]) {
    let changed = all.indices.filter { all[$0].sign != " " }
    var shown = -1
    for index in changed {
      let first = max(shown + 1, index - Self.context)
      if first > shown + 1 { lines.append("...") }
      let end = min(all.count - 1, index + Self.context)
      for place in first...max(first, end) where place > shown {
        // What follows is shown when it is known to be no change of its own.
        if place > index, all[place].sign != " " { break }
        lines.append("\(all[place].sign) \(all[place].line)")
        shown = place
      }
    }
  }
}
