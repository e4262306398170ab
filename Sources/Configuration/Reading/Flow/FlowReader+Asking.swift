import Records
import Yams

/// Nodes that ask for something.
extension FlowReader {
  mutating func menu(_ section: Section) -> FlowNode? {
    section.allow(
      [("menu", "welcome"), ("keys", "{1: queue sales}"), ("otherwise", "queue sales")]
        + Section.mannerKeys
    )
    let question = question("menu", section)
    var keys: [Menu.Key] = []
    for (key, value) in section.needed("keys", example: "keys: {1: queue sales}")?
      .section(example: "1: queue sales")?.items ?? []
    {
      guard let digit = key.phoneKey(), let target = target(value) else { continue }
      keys.append(.init(digit, target))
    }
    guard let otherwise = needed("otherwise", section, example: "queue sales") else { return nil }
    return .menu(Menu(question, keys: keys, otherwise: otherwise))
  }

  mutating func language(_ section: Section) -> FlowNode? {
    section.allow(
      [
        ("language", "choose-language"), ("keys", "{1: zh, 2: en}"), ("next", "main"),
        ("otherwise", "main"),
      ] + Section.mannerKeys
    )
    let question = question("language", section, attempts: 2)
    var keys: [LanguageChoice.Key] = []
    for (key, value) in section.needed("keys", example: "keys: {1: zh, 2: en}")?
      .section(example: "1: zh")?.items ?? []
    {
      guard let digit = key.phoneKey(), let language = value.name(example: "zh") else { continue }
      languages.append((language, value))
      keys.append(.init(digit, language))
    }
    guard section["next"]?.node.mapping == nil else {
      return languagePlaces(question, keys, section)
    }
    guard let next = needed("next", section, example: "main"),
      let otherwise = optional("otherwise", section, else: next)
    else { return nil }
    return .language(LanguageChoice(question, keys: keys, next: next, otherwise: otherwise))
  }

  /// `next: {zh: queue sales, en: queue english}`: each language of the keys has its place.
  private mutating func languagePlaces(
    _ question: KeyQuestion,
    _ keys: [LanguageChoice.Key],
    _ section: Section
  ) -> FlowNode? {
    var languages: [String] = []
    for key in keys where !languages.contains(key.language) { languages.append(key.language) }
    guard let next = section["next"]?.section(example: "zh: main") else { return nil }
    next.allow(languages.map { ($0, "main") })
    var places: [LanguageChoice.Place] = []
    for language in languages {
      guard let target = needed(language, next, example: "main") else { continue }
      places.append(.init(language, target))
    }
    // Who chose none has no language to go by.
    guard let otherwise = needed("otherwise", section, example: "main"),
      places.count == languages.count
    else { return nil }
    var choice = LanguageChoice(question, keys: keys, next: otherwise, otherwise: otherwise)
    choice.places = places
    return .language(choice)
  }

  mutating func collect(_ section: Section) -> FlowNode? {
    section.allow(
      [
        ("collect", "enter-account"), ("into", "account"), ("digits", "6"), ("pause", "3s"),
        ("pattern", "1XXXXX"), ("luhn", "yes"), ("date", "future"), ("known", "directory"),
        ("masked", "yes"), ("confirm", "press-1-if-right"), ("next", "main"),
        ("otherwise", "queue sales"),
      ] + Section.mannerKeys
    )
    let question = question("collect", section)
    let variable = section.needed("into", example: "into: account").flatMap { destination($0) }
    let length = length(section)
    let next = needed("next", section, example: "main")
    let otherwise = needed("otherwise", section, example: "queue sales")
    let tests = tests(section, length: length)
    let isMasked = section["masked"]?.yesOrNo() ?? false
    let confirmation = confirmation(section, isMasked: isMasked)
    guard let variable, let length, let next, let otherwise else { return nil }
    var collect = Collect(
      question,
      into: variable,
      length: length,
      next: next,
      otherwise: otherwise
    )
    collect.tests = tests
    collect.isMasked = isMasked
    collect.confirmation = confirmation
    if let pause = section["pause"]?.duration() { collect.pause = pause }
    return .collect(collect)
  }

  private func tests(_ section: Section, length: ClosedRange<Int>?) -> [Collect.Test] {
    var tests: [Collect.Test] = []
    let patterns = (section["pattern"]?.list ?? []).compactMap { item -> String? in
      guard let text = item.text(example: "1XXXXX") else { return nil }
      guard Name.isPattern(text) else {
        item.report(.noDigitPattern(text))
        return nil
      }
      return text
    }
    if !patterns.isEmpty { tests.append(.patterns(patterns)) }
    if section["luhn"]?.yesOrNo() == true { tests.append(.luhn) }
    if let item = section["date"], let text = item.text(example: "future") {
      if let when = Collect.When(rawValue: text) {
        tests.append(.date(when))
        if let length, length != 4...4, length != 8...8 { item.report(.noDateLength) }
      } else {
        item.report(.unexpected(found: "\"\(text)\"", example: "future, past or any"))
      }
    }
    if let item = section["known"], let text = item.text(example: "directory") {
      switch Lookup.Source(text) {
      case .directory: tests.append(.contact)
      case .astDB(let family) where Name.isWord(family): tests.append(.astDB(family: family))
      default: item.report(.unexpected(found: "\"\(text)\"", example: "directory, or astdb FAMILY"))
      }
    }
    return tests
  }

  private func confirmation(_ section: Section, isMasked: Bool) -> Collect.Confirmation? {
    guard let item = section["confirm"] else { return nil }
    if isMasked {
      item.report(.confirmedSecret)
      return nil
    }
    guard item.node.mapping?["after"] != nil,
      let parts = item.section(example: "after: press-1-if-right")
    else {
      let after = item.prompts()
      return after.isEmpty ? nil : .init(after: after)
    }
    parts.allow([("before", "you-entered"), ("after", "press-1-if-right")])
    let after = parts.needed("after", example: "after: press-1-if-right")?.prompts() ?? []
    return after.isEmpty ? nil : .init(before: parts["before"]?.prompts() ?? [], after: after)
  }

  mutating func pin(_ section: Section) -> FlowNode? {
    section.allow(
      [
        ("pin", "enter-pin"), ("digits", "4-6"), ("of", "contact pin"), ("who", "account"),
        ("lock", "{after: 5, for: 15m}"), ("next", "main"), ("otherwise", "queue sales"),
        ("locked", "queue sales"),
      ] + Section.mannerKeys
    )
    let question = question("pin", section)
    let length = length(section)
    let source = section.needed("of", example: "of: contact pin").flatMap { pinSource($0) }
    let identity = section["who"].map { self.source($0) } ?? .variable("caller")
    let next = needed("next", section, example: "main")
    let otherwise = needed("otherwise", section, example: "queue sales")
    guard let length, let source, let identity, let next, let otherwise,
      let locked = optional("locked", section, else: otherwise)
    else { return nil }
    var check = PINCheck(
      question,
      length: length,
      source: source,
      identity: identity,
      next: next,
      otherwise: otherwise,
      locked: locked
    )
    if let lock = section["lock"]?.section(example: "{after: 5, for: 15m}") {
      lock.allow([("after", "5"), ("for", "15m")])
      if let after = lock["after"]?.integer(from: 1, to: 100) { check.lockAfter = after }
      if let time = lock["for"]?.duration(upTo: .seconds(86_400)) { check.lockFor = time }
    }
    return .pin(check)
  }

  private func pinSource(_ item: Item) -> PINCheck.Source? {
    guard let text = item.text(example: "contact pin") else { return nil }
    switch PINCheck.Source(text) {
    case .hash(let hash) where PINHash.isHash(hash): return .hash(hash)
    case .contact(let field) where Name.isReadable(field): return .contact(field: field)
    case .astDB(let family) where Name.isWord(family): return .astDB(family: family)
    case .hash:
      item.report(.plainPINInFlow)
      return nil
    default:
      // The text may be a PIN: it is not repeated.
      item.report(.noPINSource)
      return nil
    }
  }
}

extension Name {
  /// A pattern of digits.
  static func isPattern(_ text: String) -> Bool {
    var rest = text.utf8[...]
    guard !rest.isEmpty, rest.count <= 60 else { return false }
    while let sign = rest.popFirst() {
      switch sign {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "X"), UInt8(ascii: "Z"),
        UInt8(ascii: "N"), UInt8(ascii: "x"), UInt8(ascii: "z"), UInt8(ascii: "n"):
        continue
      case UInt8(ascii: "."), UInt8(ascii: "!"):
        guard rest.isEmpty else { return false }
      case UInt8(ascii: "["):
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")), end != rest.startIndex,
          rest[..<end].allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") })
        else { return false }
        rest = rest[rest.index(after: end)...]
      default: return false
      }
    }
    return true
  }
}
