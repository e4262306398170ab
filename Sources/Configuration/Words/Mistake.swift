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
  known.first { isNear(word, $0) }
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
