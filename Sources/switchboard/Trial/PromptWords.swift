import Configuration
import Records

/// What prompts say, as far as it is known.
struct PromptWords {
  private let texts: [String: [String: String]]

  init(_ texts: [PromptText]) {
    self.texts = Dictionary(texts.map { ($0.prompt.path, $0.texts) }) { first, _ in first }
  }

  /// What a sound file says; in any language that there is when it is not known in this one.
  func text(of path: String, in language: String?) -> String? {
    if let voice = PromptName(path).voice {
      return text(of: voice.prompt.path, in: voice.language)
    }
    if let known = texts[path] {
      let root = language.map { String($0.prefix { $0 != "_" }) }
      return language.flatMap { known[$0] } ?? root.flatMap { known[$0] }
        ?? known.sorted { $0.key < $1.key }.first?.value
    }
    return language.flatMap { ShippedPrompts.all.text(of: path, in: $0) }
  }

  /// A line with the texts behind the names of prompts that are given as text.
  func explain(_ line: String) -> String {
    guard line.contains(PromptName.textPrefix) else { return line }
    var explained = ""
    var rest = line[...]
    while let start = rest.firstRange(of: PromptName.textPrefix) {
      let hash = rest[start.upperBound...].prefix { $0.isHexDigit }
      let name = rest[start.lowerBound..<hash.endIndex]
      explained += rest[..<hash.endIndex]
      if let text = text(of: String(name), in: nil) { explained += " “\(text)”" }
      rest = rest[hash.endIndex...]
    }
    return explained + rest
  }
}
