import Foundation

/// Asterisk's folder of sounds: a folder for each language, and in it one file a prompt.
public final class SoundFolder {
  /// Where it is.
  public let path: String
  /// What of it we have rendered.
  public var manifest: SoundManifest

  private var listings: [String: [String: Set<String>]] = [:]

  /// The endings of what Asterisk can play.
  private static let formats: Set<String> = [
    "ulaw", "ul", "mu", "ulw", "pcm", "alaw", "al", "alw", "gsm", "wav", "WAV", "wav49", "wav16",
    "sln", "raw", "sln12", "sln16", "sln24", "sln32", "sln44", "sln48", "sln96", "sln192", "g722",
    "g723", "g729", "g719", "ilbc", "ogg", "opus", "siren7", "siren14", "mp3",
  ]

  /// The ending of what we render.
  public static let rendered = "ulaw"

  /// The folder at `path`; `nil` when there is none on this machine.
  public init?(_ path: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return nil }
    self.path = path
    manifest = SoundManifest(in: path)
  }

  /// How the sound file of a prompt came about.
  public enum State: String, Sendable, Encodable {
    /// Somebody recorded it, or at least we did not render it.
    case recorded
    /// We rendered what it says now.
    case rendered
    /// We rendered what it said before.
    case stale
    /// There is none.
    case missing
    /// The sounds are not on this machine.
    case unknown
  }

  /// What there is of a prompt for callers of a language.
  ///
  /// - Parameters:
  ///   - prompt: The path below a language's sounds.
  ///   - language: The language; `zh_CN` finds what is in `zh`, as Asterisk does.
  ///   - key: What a rendered file would be made of.
  /// - Returns: How its file came about.
  public func state(of prompt: String, in language: String, key: String?) -> State {
    var state = State.missing
    for language in Self.places(of: language) {
      let files = files(of: prompt, in: language)
      guard !files.isEmpty else { continue }
      if files != [Self.rendered] || !isOurs(prompt, in: language) { return .recorded }
      guard state == .missing else { continue }
      let isCurrent = key == nil || manifest["\(language)/\(prompt)"]?.key == key
      state = isCurrent ? .rendered : .stale
    }
    return state
  }

  /// Whether a rendered file stands beside a recorded one, which Asterisk might not prefer.
  public func isInTheWay(_ prompt: String, in language: String) -> Bool {
    let files = files(of: prompt, in: language)
    return files.count > 1 && files.contains(Self.rendered) && isOurs(prompt, in: language)
  }

  /// The names in a folder of a language, without endings.
  public func names(below folder: String, in language: String) -> [String] {
    listing("\(language)/\(folder)").keys.sorted()
  }

  /// The languages that have sounds here.
  public func has(language: String) -> Bool {
    Self.places(of: language).contains { !listing($0).isEmpty }
  }

  /// The file that holds, or would hold, what is rendered.
  public func file(of prompt: String, in language: String) -> String {
    "\(path)/\(language)/\(prompt).\(Self.rendered)"
  }

  /// Where Asterisk looks for a language's files.
  private static func places(of language: String) -> [String] {
    let root = String(language.prefix { $0 != "_" })
    return root == language ? [language] : [language, root]
  }

  private func isOurs(_ prompt: String, in language: String) -> Bool {
    guard let entry = manifest["\(language)/\(prompt)"],
      let bytes = FileManager.default.contents(atPath: file(of: prompt, in: language))
    else { return false }
    return entry.contents.contains(SoundManifest.hash(bytes))
  }

  private func files(of prompt: String, in language: String) -> Set<String> {
    let parts = prompt.split(separator: "/").map(String.init)
    let folder = ([language] + parts.dropLast()).joined(separator: "/")
    return listing(folder)[parts.last ?? ""] ?? []
  }

  /// The names of a folder, each with the endings that it has.
  private func listing(_ folder: String) -> [String: Set<String>] {
    if let known = listings[folder] { return known }
    var listing: [String: Set<String>] = [:]
    let entries = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")
    for entry in entries ?? [] {
      guard let dot = entry.lastIndex(of: "."), dot > entry.startIndex else { continue }
      let ending = String(entry[entry.index(after: dot)...])
      if Self.formats.contains(ending) {
        listing[String(entry[..<dot]), default: []].insert(ending)
      }
    }
    listings[folder] = listing
    return listing
  }
}
