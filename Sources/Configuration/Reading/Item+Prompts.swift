import Records
import Yams

/// Prompts: the name of a sound file, or the text that is said.
///
///     menu: welcome
///     menu: {text: 欢迎致电}               in the file's `language`
///     menu: {zh: 欢迎致电, en: Welcome}
///     menu: {text: "For English, press two", language: en}    to all, whatever they speak
extension Item {
  /// One prompt.
  func prompt() -> PromptName? {
    if node.mapping != nil { return textPrompt() }
    guard let text = text(example: "welcome"), isSafe(text, Name.isPath) else { return nil }
    let prompt = PromptName(text)
    findings.prompts.use(prompt, at: self)
    return prompt
  }

  /// One prompt or several.
  func prompts() -> [PromptName] {
    list.compactMap { $0.prompt() }
  }

  /// The prompt of a target that is written `{announce: PROMPT}`.
  func announcement() -> PromptName? {
    guard node.mapping != nil, let section = section(example: "announce: {text: ...}"),
      section.has("announce")
    else { return nil }
    section.allow([("announce", "closed")])
    return section["announce"]?.prompt()
  }

  private func textPrompt() -> PromptName? {
    let example = "{text: 欢迎致电}, {zh: 欢迎致电, en: Welcome}"
    guard let section = section(example: example) else { return nil }
    guard !section.items.isEmpty else {
      report(.unexpected(found: node.kind, example: example))
      return nil
    }
    if section.has("language") { return prompt(toAll: section) }
    var texts: [String: String] = [:]
    for (key, value) in section.items {
      guard let language = key.text(example: "zh"), let text = value.spokenText() else { continue }
      if language == "text" {
        texts[findings.prompts.language(of: file)] = text
      } else if Name.isLanguage(language) {
        texts[language] = text
      } else {
        key.report(.noLanguage(language))
      }
    }
    guard !texts.isEmpty else { return nil }
    let prompt = PromptName(saying: texts)
    findings.prompts.use(prompt, saying: texts, at: self)
    return prompt
  }

  /// A text that all callers hear in the same language.
  private func prompt(toAll section: Section) -> PromptName? {
    section.allow([("text", "For English, press two"), ("language", "en")])
    let text = section.needed("text", example: "text: For English, press two")?.spokenText()
    guard let item = section["language"], let language = item.text(example: "en") else {
      return nil
    }
    guard Name.isLanguage(language) else {
      item.report(.noLanguage(language))
      return nil
    }
    guard let text else { return nil }
    let prompt = PromptName(saying: text, toAllIn: language)
    findings.prompts.use(prompt, saying: [language: text], at: self)
    return prompt
  }

  /// Words that somebody says: in one line, whatever lines they were written in.
  private func spokenText() -> String? {
    guard let text = text(example: "欢迎致电") else { return nil }
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    let isSayable = words.unicodeScalars.contains {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    guard isSayable, words.utf8.count <= Self.longestText,
      words.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      report(.unsayable(words))
      return nil
    }
    return words
  }

  /// In bytes; some five minutes of speech.
  private static let longestText = 5_000
}

extension Section {
  /// The key of a file that gives prompts as text.
  static let languageKey: Keys.Element = ("language", "zh")

  /// Reads the language of the file's texts, which must be known before the first prompt.
  func readLanguage() {
    guard let item = self["language"], let language = item.text(example: "zh") else { return }
    guard Name.isLanguage(language) else { return item.report(.noLanguage(language)) }
    findings.prompts.languages[file] = language
  }
}

extension Name {
  /// A language as Asterisk names it: `zh`, `en`, `zh_CN`.
  static func isLanguage(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    return parts.count <= 3 && (2...3).contains(parts[0].utf8.count)
      && parts[0].utf8.allSatisfy { (0x61...0x7A).contains($0) }
      && parts.dropFirst().allSatisfy { !$0.isEmpty && isWord(String($0)) }
  }
}
