import Records

/// The prompts that a configuration names: where, and what they say when they are given as text.
final class PromptUses {
  /// The language of a file's texts, where the file says one.
  var languages: [String: String] = [:]
  private(set) var all: [PromptList.Use] = []
  private var texts: [PromptName: [String: String]] = [:]

  /// Stands for the language of a file that says none, until the centre's is known.
  static let anyLanguage = ""

  func language(of file: String) -> String { languages[file] ?? Self.anyLanguage }

  func use(_ prompt: PromptName, saying texts: [String: String]? = nil, at item: Item) {
    all.append(PromptList.Use(prompt: prompt, file: item.file, line: item.line))
    if let texts { self.texts[prompt.voice?.prompt ?? prompt] = texts }
  }

  /// The prompts that are given as text; `language` is that of texts which say none, and `nil` tells
  /// by their letters.
  func texts(in language: String?) -> [PromptText] {
    texts.map { prompt, texts in
      var texts = texts
      if let text = texts.removeValue(forKey: Self.anyLanguage) {
        let language = language ?? (text.unicodeScalars.contains(where: \.isHan) ? "zh" : "en")
        if texts[language] == nil { texts[language] = text }
      }
      return PromptText(prompt, texts)
    }.sorted { $0.prompt.name < $1.prompt.name }
  }
}

extension Unicode.Scalar {
  fileprivate var isHan: Bool { (0x3400...0x9FFF).contains(value) || value >= 0x20000 }
}
