import Records

extension Walk {
  /// Prompts, of which one key leads on.
  func choose(_ menu: Menu) throws -> Target {
    let person = person
    let chosen = try session.ask(menu.question) { key in
      menu.target(of: key) ?? (key == "0" ? person : nil)
    } onMiss: {
      keepMiss($0)
    }
    keepMissing()
    guard let chosen else { return otherwise(menu.otherwise) }
    if chosen.key == "0", let person, menu.target(of: "0") == nil { return toPerson(person) }
    keep(.key, String(chosen.key), target: chosen.answer)
    return chosen.answer
  }

  /// A language, chosen by one key.
  func choose(_ choice: LanguageChoice) throws -> Target {
    let person = person
    let chosen = try session.ask(choice.question) { key in
      choice.language(of: key) ?? (key == "0" && person != nil ? "" : nil)
    } onMiss: {
      keepMiss($0)
    }
    keepMissing()
    guard let chosen else { return otherwise(choice.otherwise) }
    if chosen.answer.isEmpty, let person { return toPerson(person) }
    try session.speak(chosen.answer)
    let next = choice.next(in: chosen.answer)
    keep(.key, String(chosen.key), target: next)
    return next
  }
}
