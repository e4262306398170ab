/// What is wrong with a configuration, and what to write instead.
///
/// The catalogue is in the extensions, area by area.
public struct Mistake: Equatable, Sendable {
  /// What is wrong, for a person.
  public let what: Words
  /// What to write instead.
  public let fix: Words
  /// Whether calls get on all the same, so that it keeps nothing from being published.
  public let isWarning: Bool

  /// Says what is wrong, and what to write instead.
  public init(_ what: Words, _ fix: Words, isWarning: Bool = false) {
    self.what = what
    self.fix = fix
    self.isWarning = isWarning
  }
}

/// Names what was probably meant, else all that would do.
func suggestion(
  for word: String,
  among known: [String],
  else otherwise: Words? = nil
) -> Words {
  if let near = nearWord(to: word, among: known) {
    return Words("write \(near)", "请写 \(near)")
  }
  if let otherwise { return otherwise }
  let all = known.sorted().joined(separator: ", ")
  return Words("what can stand here: \(all)", "这里可以写：\(all)")
}

/// The word that was probably meant; `nil` when none is near.
public func nearWord(to word: String, among known: [String]) -> String? {
  known.first { isNear(word, $0) } ?? known.first { isNear(word, $0, slips: 2) }
}

/// Whether two slips of the hand lie between two long words.
private func isNear(_ left: String, _ right: String, slips: Int) -> Bool {
  let (left, right) = (Array(left.lowercased()), Array(right.lowercased()))
  guard min(left.count, right.count) >= 8, abs(left.count - right.count) <= slips else {
    return false
  }
  // How far the beginnings are from each other, one row after the other.
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var next = [index + 1]
    for (place, other) in right.enumerated() {
      next.append(min(row[place] + (letter == other ? 0 : 1), row[place + 1] + 1, next[place] + 1))
    }
    row = next
  }
  return row[right.count] <= slips
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
