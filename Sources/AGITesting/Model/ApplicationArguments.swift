/// The arguments of a dialplan application, taken apart as Asterisk does it: quotes and backslashes
/// go, and what stands in parentheses or brackets stays together.
struct ApplicationArguments {
  let words: [String]

  /// Takes a text apart at each `delimiter`, into so many parts at most.
  init(_ text: String, delimiter: UInt8 = UInt8(ascii: ","), most: Int = 24) {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var isQuoted = false
    var isLiteral = false
    var depth = (parentheses: 0, brackets: 0)
    for byte in text.utf8 {
      // The last one that there is room for is all the rest, as it stands there.
      if isLiteral || words.count == most - 1 {
        word.append(byte)
        isLiteral = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"):
        isLiteral = true
        continue
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        continue
      case UInt8(ascii: "("): depth.parentheses += 1
      case UInt8(ascii: ")"): depth.parentheses = max(0, depth.parentheses - 1)
      case UInt8(ascii: "["): depth.brackets += 1
      case UInt8(ascii: "]"): depth.brackets = max(0, depth.brackets - 1)
      case delimiter where !isQuoted && depth == (0, 0):
        words.append(word)
        word = []
        continue
      default: break
      }
      word.append(byte)
    }
    words.append(word)
    self.words = words.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The arguments of `MSet`: what has no sign is nothing.
  var assignments: [(name: String, value: String)] {
    words.compactMap { word in
      let parts = ApplicationArguments(word, delimiter: UInt8(ascii: "="), most: 2).words
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }
}
