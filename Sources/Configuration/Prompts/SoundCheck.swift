import Records

/// Checks that every prompt has a sound file in every language of the centre.
struct SoundCheck {
  let prompts: PromptList
  let settings: PromptSettings
  let findings: Findings

  func run() {
    let sounds = settings.sounds.flatMap { SoundFolder($0) }
    if let folder = settings.sounds, sounds == nil {
      findings.report(.noSounds(folder), in: PromptSettings.file, line: 1)
    }
    let sheet = PromptSheet(
      prompts,
      languages: languages(sounds),
      command: settings.command,
      sounds: sounds
    )
    let named = Set(prompts.uses.map { ($0.prompt.voice?.prompt ?? $0.prompt).path })
    var lines: [String: [PromptSheet.Line]] = [:]
    var absent: [PromptSheet.Line] = []
    for line in sheet.lines {
      if named.contains(line.path) {
        lines[line.path, default: []].append(line)
      } else if line.isShipped, line.state == .missing || line.state == .stale {
        absent.append(line)
      }
    }
    if !absent.isEmpty {
      let mistake = Mistake.shippedPromptsMissing(absent.count, languages: distinct(absent))
      findings.report(mistake, in: PromptSettings.file, line: 1)
    }
    var told: Set<String> = []
    for use in prompts.uses where told.insert("\(use.file):\(use.line) \(use.prompt)").inserted {
      guard let voice = use.prompt.voice else {
        check(use, lines[use.prompt.path] ?? [], sounds)
        continue
      }
      let line = lines[voice.prompt.path]?.filter { $0.language == voice.language }
      check(use, line ?? [], sounds)
    }
  }

  private func check(
    _ use: PromptList.Use,
    _ lines: [PromptSheet.Line],
    _ sounds: SoundFolder?
  ) {
    func report(_ mistake: Mistake) { findings.report(mistake, in: use.file, line: use.line) }
    let silent = lines.filter { $0.state == .missing || $0.state == .stale }
    if use.prompt.isText {
      let untold = lines.filter {
        $0.text == nil && ($0.state == .missing || $0.state == .unknown)
          && settings.languages.contains($0.language)
      }
      if !untold.isEmpty { report(.untranslated(distinct(untold))) }
      let unrendered = silent.filter { $0.text != nil }
      if !unrendered.isEmpty { report(.notRendered(distinct(unrendered))) }
    } else if !silent.isEmpty, let sounds {
      let shipped = silent.allSatisfy { $0.text != nil }
      if shipped { return report(.notRendered(distinct(silent))) }
      let known = names(beside: use.prompt, in: silent[0].language, sounds)
      report(.noSoundFile(use.prompt, languages: distinct(silent), known: known))
    }
  }

  /// What stands in the same folder, as it is written in YAML.
  private func names(
    beside prompt: PromptName,
    in language: String,
    _ sounds: SoundFolder
  ) -> [String] {
    let folder = prompt.path.split(separator: "/").dropLast().joined(separator: "/")
    let start = prompt.path == prompt.name ? folder + "/" : ""
    return sounds.names(below: folder, in: language).map { start + $0 }
  }

  private func languages(_ sounds: SoundFolder?) -> [String] {
    guard settings.languages.isEmpty else { return settings.languages }
    guard let sounds else { return ["en"] }
    let languages = ["zh", "en"].filter { sounds.has(language: $0) }
    return languages.isEmpty ? ["en"] : languages
  }

  private func distinct(_ lines: [PromptSheet.Line]) -> [String] {
    var languages: [String] = []
    for line in lines where !languages.contains(line.language) { languages.append(line.language) }
    return languages
  }
}

/// What the configuration says of prompts.
public struct PromptSettings: Sendable {
  /// Where it says so.
  static let file = "switchboard.yaml"

  /// The languages that callers are spoken to in.
  public var languages: [String] = []
  /// The folder of Asterisk's sounds.
  public var sounds: String?
  /// What speaks texts.
  public var command = PromptCommand()

  /// Nothing is said.
  public init() {}
}
