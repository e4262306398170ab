/// The command that speaks a text into a WAV file.
///
/// The text comes on its standard input, or for `{text}` in one of its words; `{language}` and
/// `{file}` stand for the language and the file to write. A command without `{file}` gets both as
/// its last arguments. No shell is between.
public struct PromptCommand: Equatable, Sendable {
  private let words: [String]?

  /// The command of the configuration; `nil` is eSpeak NG.
  public init(_ text: String? = nil) {
    words = text.map(Self.split)
  }

  /// The words of one run.
  public func words(for text: String, in language: String, into file: String) -> [String] {
    guard let words, !words.isEmpty else {
      let isMandarin = language == "zh" || language.hasPrefix("zh_")
      let voice = isMandarin ? "cmn" : language.replacing("_", with: "-").lowercased()
      return ["espeak-ng", "-v", voice, "-s", isMandarin ? "210" : "160", "--stdin", "-w", file]
    }
    let filled = words.map {
      // The text comes last: what stands in it stays as it is.
      $0.replacing("{language}", with: language).replacing("{file}", with: file)
        .replacing("{text}", with: text)
    }
    return words.contains { $0.contains("{file}") } ? filled : filled + [language, file]
  }

  /// What changes when the same text would sound otherwise.
  public func key(of text: String, in language: String) -> String {
    let words = words(for: "", in: language, into: "") + [language, text]
    return SoundManifest.hash(Array(words.joined(separator: "\0").utf8))
  }

  /// Words with blanks between them; quotes keep blanks in a word.
  private static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      switch character {
      case quote: quote = nil
      case "\"" where quote == nil, "'" where quote == nil:
        quote = character
        word = word ?? ""
      case " " where quote == nil:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
