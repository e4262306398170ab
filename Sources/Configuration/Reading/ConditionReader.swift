import Records

/// What conditions name, with where, to be checked against what there is.
struct ConditionNames {
  var queues: [(name: String, item: Item)] = []
  var skills: [(name: String, item: Item)] = []
  var languages: [(name: String, item: Item)] = []
  var regions: [(name: String, item: Item)] = []
}

/// Reads `when`: which calls a rule is for.
struct ConditionReader {
  private(set) var conditions: [RoutingRule.Condition] = []

  init(_ section: Section, _ names: inout ConditionNames) {
    section.allow([
      ("dialled", "4008001234"), ("caller", "021"), ("region", "上海"), ("language", "en"),
      ("skill", "billing"), ("waiting", "{queue: sales, over: 5}"),
      ("free", "{queue: sales, under: 1}"),
    ])
    for item in section["dialled"]?.list ?? [] {
      if let number = item.number()?.normalised { conditions.append(.dialled(number)) }
    }
    for item in section["caller"]?.list ?? [] {
      if let prefix = item.beginning() { conditions.append(.prefix(prefix)) }
    }
    for item in section["region"]?.list ?? [] {
      guard let region = item.text(example: "上海") else { continue }
      conditions.append(.region(region))
      names.regions.append((region, item))
    }
    for item in section["language"]?.list ?? [] {
      guard let language = item.name(example: "en") else { continue }
      conditions.append(.language(language))
      names.languages.append((language, item))
    }
    for item in section["skill"]?.list ?? [] {
      guard let skill = item.readableName() else { continue }
      conditions.append(.skill(skill))
      names.skills.append((skill, item))
    }
    // What Asterisk must be asked for comes last.
    if let (queue, count) = Self.load(section["waiting"], "over", &names) {
      conditions.append(.waiting(queue: queue, over: count))
    }
    if let (queue, count) = Self.load(section["free"], "under", &names) {
      conditions.append(.free(queue: queue, under: count))
    }
  }

  /// A queue and a number of callers or agents.
  private static func load(
    _ item: Item?,
    _ key: String,
    _ names: inout ConditionNames
  ) -> (String, Int)? {
    guard let section = item?.section(example: "{queue: sales, \(key): 1}") else { return nil }
    section.allow([("queue", "sales"), (key, "1")])
    let queue = section.needed("queue", example: "queue: sales")
    let name = queue?.name(example: "sales")
    if let name, let queue { names.queues.append((name, queue)) }
    guard let count = section.needed(key, example: "\(key): 1")?.integer(from: 0, to: 10_000),
      let name
    else { return nil }
    return (name, count)
  }
}

extension Item {
  /// How a number begins, as it is compared: `021`, `138`, `+852`.
  fileprivate func beginning() -> String? {
    guard let text = text(example: "021") else { return nil }
    let digits = text.first == "+" ? text.dropFirst() : text[...]
    guard (1...15).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      // At home no number is compared with the country's code before it.
      !text.hasPrefix("+" + findings.plan.countryCode)
    else {
      report(.noBeginning(text))
      return nil
    }
    return text
  }

  /// `2-5`, or `3`.
  func penalties() -> Penalties? {
    guard let text = text(example: "0-3") else { return nil }
    guard let penalties = Penalties(text) else {
      report(.noPenalty(text))
      return nil
    }
    return penalties
  }

  /// A span of time in seconds: `10m`, `2h`, `30d`.
  func span() -> Int? {
    let example = "10m, 2h or 30d"
    guard let text = text(example: example) else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = ["m": 60, "h": 3_600, "d": 86_400]
    guard let unit = units[String(text.dropFirst(digits.count))], let number = Int(digits),
      (1...3_650).contains(number)
    else {
      report(.unexpected(found: "\"\(text)\"", example: example))
      return nil
    }
    return number * unit
  }

  /// `yes` or `no`.
  func isYes() -> Bool? {
    guard let text = text(example: "yes") else { return nil }
    switch text.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default:
      report(.unexpected(found: "\"\(text)\"", example: "yes or no"))
      return nil
    }
  }

  /// A socket's whole path.
  func socket() -> String? {
    guard let text = text(example: "/run/switchboard/business.sock") else { return nil }
    guard text.hasPrefix("/"), text.utf8.count <= 100, text.utf8.allSatisfy({ $0 > 0x20 }) else {
      report(.noSocket(text))
      return nil
    }
    return text
  }
}
