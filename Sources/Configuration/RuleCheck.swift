import Records

/// Checks what the conditions of rules name: a rule for what there is not is for no call at all.
struct RuleCheck {
  private let sources: Sources
  private let hasRegion: ((String) -> Bool)?

  /// - Parameters:
  ///   - sources: All files.
  ///   - hasRegion: Whether the directory has a region of a name; `nil` when nobody knows.
  init(_ sources: Sources, hasRegion: ((String) -> Bool)?) {
    self.sources = sources
    self.hasRegion = hasRegion
  }

  func run() {
    guard let names = sources.routing?.names else { return }
    // Without agents.yaml the agents are Asterisk's own matter.
    if let agents = sources.agents {
      let known = Set(agents.agents.flatMap(\.skills).map(\.name)).sorted()
      for (name, item) in names.skills where !known.contains(name) {
        item.report(.unknownSkill(name, known: known))
      }
    }
    let languages = sources.settings?.settings.languages ?? []
    for (name, item) in names.languages where !languages.isEmpty && !languages.contains(name) {
      item.report(.unspokenLanguage(name, known: languages))
    }
    if let hasRegion {
      for (name, item) in names.regions where !hasRegion(name) {
        item.report(.unknownRegion(name))
      }
    }
  }
}
