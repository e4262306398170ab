public import Records

/// Every prompt in every language of a centre: what it says, where it is used, and what sound file
/// there is.
public struct PromptSheet {
  /// One prompt in one language.
  public struct Line {
    /// The language.
    public var language: String
    /// The path below the language's sounds, without an ending.
    public var path: String
    /// What it says; `nil` when nobody wrote that down.
    public var text: String?
    /// Where it is used: `ivr/main.yaml:7`, `dialplan`, `Asterisk`.
    public var uses: [String]
    /// What sound file there is.
    public var state: SoundFolder.State
    /// Whether the prompt ships, and no file of the configuration needs to name it.
    public var isShipped: Bool
  }

  /// All lines: what ships, then what the configuration names.
  public private(set) var lines: [Line] = []

  /// What a sound file would be made of.
  private let command: PromptCommand
  private let sounds: SoundFolder?

  /// Lists the prompts.
  ///
  /// - Parameters:
  ///   - configuration: What the configuration names; `nil` lists what ships alone.
  ///   - languages: The languages of the centre; none are those that we have words for.
  ///   - shipped: What ships.
  ///   - command: What renders.
  ///   - sounds: Asterisk's sounds; `nil` when they are not on this machine.
  public init(
    _ configuration: PromptList?,
    languages: [String],
    shipped: ShippedPrompts = .all,
    command: PromptCommand,
    sounds: SoundFolder?
  ) {
    self.command = command
    self.sounds = sounds
    let languages = languages.isEmpty ? Self.languages(of: shipped) : languages
    var uses: [String: [String]] = [:]
    // The others are heard in one language by all.
    var inEveryLanguage: Set<String> = []
    for use in configuration?.uses ?? [] {
      let place = "\(use.file):\(use.line)"
      let path = (use.prompt.voice?.prompt ?? use.prompt).path
      if use.prompt.voice == nil { inEveryLanguage.insert(path) }
      // A line may name a prompt twice, one after the other.
      if uses[path]?.last != place { uses[path, default: []].append(place) }
    }
    var shippedPaths: Set<String> = []
    for entry in shipped.entries where shippedPaths.insert(entry.path).inserted {
      for language in languages {
        let text = shipped.text(of: entry.path, in: language)
        // Not every language says all of our words, and Asterisk's own come with Asterisk.
        if text == nil, !shipped.needs(entry, in: language) { continue }
        add(entry.path, language, text, [entry.use] + (uses[entry.path] ?? []), isShipped: true)
      }
    }
    let texts = Dictionary(
      (configuration?.texts ?? []).map { ($0.prompt.path, $0.texts) }
    ) { first, _ in first }
    for (path, places) in uses.sorted(by: { $0.value[0] < $1.value[0] })
    where !shippedPaths.contains(path) {
      let texts = texts[path] ?? [:]
      let more = texts.keys.filter { !languages.contains($0) }.sorted()
      for language in inEveryLanguage.contains(path) ? languages + more : texts.keys.sorted() {
        let text = texts[language] ?? texts[String(language.prefix { $0 != "_" })]
        add(path, language, text, places, isShipped: false)
      }
    }
  }

  private static func languages(of shipped: ShippedPrompts) -> [String] {
    var languages: [String] = []
    for entry in shipped.entries where !languages.contains(entry.language) {
      languages.append(entry.language)
    }
    return languages
  }

  private mutating func add(
    _ path: String,
    _ language: String,
    _ text: String?,
    _ uses: [String],
    isShipped: Bool
  ) {
    let key = text.map { command.key(of: $0, in: language) }
    let state = sounds?.state(of: path, in: language, key: key) ?? .unknown
    lines.append(
      Line(
        language: language,
        path: path,
        text: text,
        uses: uses,
        state: state,
        isShipped: isShipped
      )
    )
  }
}

/// The prompts that a configuration names.
public struct PromptList: Sendable {
  /// A prompt and where it stands.
  public struct Use: Sendable {
    /// The prompt.
    public var prompt: PromptName
    /// The file, below the configuration's folder.
    public var file: String
    /// The line, from 1.
    public var line: Int
  }

  /// The prompts, in the order in which they stand.
  public var uses: [Use]
  /// Those that are given as text.
  public var texts: [PromptText]
}
