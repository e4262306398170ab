/// The prompts that Switchboard comes with: those of its dialplan and the example's menus, and what
/// Asterisk itself says in Mandarin.
public struct ShippedPrompts: Sendable {
  /// One prompt in one language.
  public struct Entry: Sendable {
    /// The language.
    public var language: String
    /// The path below the language's sounds, without an ending.
    public var path: String
    /// What it says.
    public var text: String
    /// Who plays it.
    public var use: String
  }

  /// All of them, in the order in which a studio reads them.
  public private(set) var entries: [Entry] = []
  private var texts: [String: String] = [:]

  /// The lists that were built in.
  public static let all: ShippedPrompts = {
    var prompts = ShippedPrompts()
    prompts.add(PackageResources.prompts_tsv, below: "switchboard/", use: "dialplan")
    prompts.add(PackageResources.core_prompts_tsv, below: "", use: "Asterisk")
    return prompts
  }()

  /// What a prompt says; `nil` when none of ours has that name.
  public func text(of path: String, in language: String) -> String? {
    texts["\(language)/\(path)"]
      ?? texts["\(language.prefix { $0 != "_" })/\(path)"]
  }

  /// Whether a language must have a prompt for which we have no words in it.
  func needs(_ entry: Entry, in language: String) -> Bool {
    guard entry.use != "Asterisk" else { return false }
    guard entry.path.hasPrefix("switchboard/say/") else { return true }
    // A language without rules of its own is put together as English is.
    return language.prefix { $0 != "_" } != "zh" && entry.language == "en"
      && text(of: entry.path, in: "en") != nil
  }

  /// Adds lines of language, name and text with tabs between them; lines of `#` are comments.
  ///
  /// - Returns: The numbers of the lines that are something else, from 1.
  @discardableResult
  public mutating func add(
    _ list: some Sequence<UInt8>,
    below folder: String,
    use: String
  ) -> [Int] {
    let text = String(decoding: Array(list), as: UTF8.self)
    var wrong: [Int] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() where !line.isEmpty && line.first != "#" {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 3, Name.isPath(fields[1]), Name.isLanguage(fields[0]) else {
        wrong.append(index + 1)
        continue
      }
      let path = folder + fields[1]
      texts["\(fields[0])/\(path)"] = fields[2]
      entries.append(Entry(language: fields[0], path: path, text: fields[2], use: use))
    }
    return wrong
  }
}
