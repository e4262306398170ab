import Records

/// Checks what flows name beside places: opening hours, languages, variables.
struct FlowCheck {
  private let sources: Sources

  init(_ sources: Sources) {
    self.sources = sources
  }

  func run() {
    let hours = sources.routing?.hoursNames ?? []
    let languages = sources.settings?.settings.languages ?? []
    // A flow may hand its variables on to another.
    let written = sources.flows.reduce(into: Set(Name.builtInVariables)) {
      $0.formUnion($1.written)
    }
    for flow in sources.flows {
      for (name, item) in flow.hours where sources.routing != nil && !hours.contains(name) {
        item.report(.unknownHours(name, known: hours))
      }
      for (name, item) in flow.languages where !languages.isEmpty && !languages.contains(name) {
        item.report(.unknownLanguage(name, known: languages))
      }
      for (name, item) in flow.read where !written.contains(name) {
        item.report(.unsetVariable(name, known: written.sorted()))
      }
    }
  }
}
