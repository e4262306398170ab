/// A prompt that the configuration gives as text: what its sound files say, language by language.
public struct PromptText: Equatable, Sendable {
  /// The sound files' name, which follows from the texts.
  public var prompt: PromptName
  /// The text in each language.
  public var texts: [String: String]

  /// Describes a prompt.
  public init(_ prompt: PromptName, _ texts: [String: String]) {
    self.prompt = prompt
    self.texts = texts
  }
}

extension PromptName {
  /// What the names of all prompts begin with that are given as text.
  public static let textPrefix = "switchboard/text/"

  /// Whether the prompt is given as text.
  public var isText: Bool { name.utf8.starts(with: Self.textPrefix.utf8) || voice != nil }

  /// The name of a text that everybody hears in one language, whatever their own is.
  ///
  /// Its path begins with the language: what is not below the caller's own Asterisk looks for below
  /// its sounds.
  public init(saying text: String, toAllIn language: String) {
    self.init("\(language)/\(PromptName(saying: [language: text]).name)")
  }

  /// The language in which everybody hears it, and the prompt there; `nil` of all others, which are
  /// in the caller's.
  public var voice: (language: String, prompt: PromptName)? {
    guard let slash = name.firstIndex(of: "/") else { return nil }
    let rest = name[name.index(after: slash)...]
    guard rest.hasPrefix(Self.textPrefix) else { return nil }
    return (String(name[..<slash]), PromptName(String(rest)))
  }

  /// The name of the prompt that says these texts, by language: other texts have another name.
  public init(saying texts: [String: String]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ text: String) {
      // A zero ends each: "a" and "bc" are not "ab" and "c".
      for byte in Array(text.utf8) + [0] {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      }
    }
    for (language, text) in texts.sorted(by: { $0.key < $1.key }) {
      add(language)
      add(text)
    }
    let digits = String(hash, radix: 16)
    self.init(Self.textPrefix + String(repeating: "0", count: 16 - digits.utf8.count) + digits)
  }
}

extension PromptText {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    for (language, text) in texts.sorted(by: { $0.key < $1.key }) { flat.append(language, text) }
    return flat
  }

  /// Reads the published form.
  init(_ prompt: PromptName, _ flat: FlatText) {
    self.init(prompt, Dictionary(flat.lines.map { ($0.key, $0.value) }) { first, _ in first })
  }
}
