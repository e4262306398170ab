import Records

/// Reads `routing.yaml`: where each call goes.
struct RoutingReader {
  var rules: [RoutingRule] = []
  var lists: [String: [PhoneNumber]] = [:]
  var hours: [OpeningHours] = []
  /// All places named, to be checked against the other files.
  var targets: [WrittenTarget] = []

  private(set) var hoursNames: [String] = []

  init(_ root: Section) {
    root.allow([
      ("zone", "Asia/Shanghai"), ("hours", "{office: {everyday: 09:00-18:00}}"),
      ("blacklist", "{to: hangup}"), ("vip", "{to: queue vip}"),
      ("dialled", "{4008001234: {to: flow main}}"), ("default", "{to: queue sales}"),
    ])
    readHours(root)
    readList("blacklist", root["blacklist"])
    readList("vip", root["vip"])
    readDialled(root["dialled"])
    if let item = root.needed("default", example: "default: {to: queue sales}"),
      let section = item.section(example: "to: queue sales")
    {
      readRule("default", .always, section, among: Self.ruleKeys)
    }
  }

  private static let ruleKeys: Section.Keys = [
    ("to", "queue sales"), ("hours", "office"), ("closed", "announce closed"), ("priority", "10"),
  ]

  private mutating func readHours(_ root: Section) {
    let zone = root["zone"].flatMap { HoursReader.zone($0) }
    if let item = root["hours"],
      let section = item.section(example: "office: {everyday: 09:00-18:00}")
    {
      if root["zone"] == nil {
        root.report(.missingKey("zone", example: "zone: Asia/Shanghai"))
      }
      for (key, value) in section.items {
        guard let name = key.name(example: "office") else { continue }
        // Hours that cannot be read are still there: what names them is not wrong too.
        hoursNames.append(name)
        if let read = HoursReader().read(name, value, zone: zone ?? "UTC") { hours.append(read) }
      }
    }
    let builtIn = HoursReader.builtIn(zone: zone ?? "UTC").filter { !hoursNames.contains($0.name) }
    hoursNames += builtIn.map(\.name)
    hours += builtIn
  }

  private mutating func readList(_ list: String, _ item: Item?) {
    guard let item, let section = item.section(example: "to: hangup") else { return }
    for number in section["numbers"]?.list ?? [] {
      if let number = number.number() { lists[list, default: []].append(number) }
    }
    readRule(list, .listed(list), section, among: Self.ruleKeys + [("numbers", "[13812345678]")])
  }

  private mutating func readDialled(_ item: Item?) {
    guard let item, let section = item.section(example: "4008001234: {to: queue sales}") else {
      return
    }
    var seen: Set<String> = []
    for (key, value) in section.items {
      guard let number = key.number()?.normalised else { continue }
      guard seen.insert(number).inserted else {
        key.report(.repeatedKey(number))
        continue
      }
      guard let rule = value.section(example: "to: queue sales") else { continue }
      readRule("dialled \(number)", .dialled(number), rule, among: Self.ruleKeys)
    }
  }

  private mutating func readRule(
    _ name: String,
    _ condition: RoutingRule.Condition,
    _ section: Section,
    among keys: Section.Keys
  ) {
    section.allow(keys)
    let target = section.needed("to", example: "to: queue sales")?.target()
    let closed = section["closed"]?.target()
    let hours = section["hours"]?.name(example: "office")
    let priority = section["priority"]?.integer(from: 0, to: 1_000)
    targets += [target, closed].compactMap(\.self)
    if let hours, !hoursNames.contains(hours) {
      section["hours"]?.report(.unknownHours(hours, known: hoursNames))
    }
    if section.has("closed"), !section.has("hours") { section.report(.closedWithoutHours) }
    // A list's rule may leave closed times to the rules below it; the last rule has none below.
    if condition == .always, section.has("hours"), !section.has("closed") {
      section.report(.noClosedTarget)
    }
    guard let target else { return }
    rules.append(
      RoutingRule(
        name: name,
        condition: condition,
        hours: hours,
        target: target.target,
        closed: closed?.target,
        priority: priority
      )
    )
  }
}
