internal import AGI

/// The words of a command line, as Asterisk reads them.
struct CommandWords: Equatable {
  let words: [[UInt8]]

  /// Reads a line without its newline.
  ///
  /// Quotes group, wherever they stand; a backslash takes the next byte as it is; blanks and tabs
  /// separate. A quote that is never closed is no error.
  init(_ line: some Sequence<UInt8>) {
    var words: [[UInt8]] = []
    var isInWord = false
    var isQuoted = false
    var isEscaped = false
    for byte in line {
      switch byte {
      case UInt8(ascii: "\"") where !isEscaped:
        isQuoted.toggle()
        if isQuoted, !isInWord {
          words.append([])
          isInWord = true
        }
      case UInt8(ascii: " ") where !isQuoted && !isEscaped,
        UInt8(ascii: "\t") where !isQuoted && !isEscaped:
        isInWord = false
      case UInt8(ascii: "\\") where !isEscaped:
        isEscaped = true
      default:
        if !isInWord {
          words.append([])
          isInWord = true
        }
        words[words.count - 1].append(byte)
        isEscaped = false
      }
    }
    self.words = words
  }

  /// Whether both are the same to Asterisk, for which the order of escape digits is nothing.
  func means(_ other: CommandWords) -> Bool {
    guard let place = escapeDigits, words.count == other.words.count, place < words.count else {
      return words == other.words
    }
    var (mine, others) = (words, other.words)
    mine[place].sort()
    others[place].sort()
    return mine == others
  }

  /// Which word holds escape digits.
  private var escapeDigits: Int? {
    switch CommandName.called(by: words.prefix(3).map { String(decoding: $0, as: UTF8.self) }) {
    case .streamFile, .getOption, .sayAlpha, .sayDate, .sayDatetime, .sayDigits, .sayNumber,
      .sayPhonetic, .sayTime:
      3
    case .controlStreamFile, .recordFile: 4
    default: nil
    }
  }
}
