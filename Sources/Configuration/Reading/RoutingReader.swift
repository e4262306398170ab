import Records
import Yams

/// Reads `routing.yaml`: where each call goes.
struct RoutingReader {
  private(set) var rules: [RoutingRule] = []
  private(set) var lists: [String: [PhoneNumber]] = [:]
  /// All places named, to be checked against the other files.
  private(set) var targets: [WrittenTarget] = []
  /// What conditions name.
  private(set) var names = ConditionNames()

  /// The hours that may be named.
  let hoursNames: [String]

  /// What a rule says of the calls that it holds for.
  static let effects: Section.Keys = [
    ("to", "queue sales"), ("hours", "office"), ("closed", "announce closed"), ("priority", "10"),
    ("penalty", "0-3"),
  ]

  init(_ root: Section, _ calendar: CalendarReader = CalendarReader()) {
    hoursNames = calendar.hoursNames
    for key in ["zone", "hours"] where root.has(key) {
      root.findings.report(
        .movedKey(key, to: "calendar.yaml"),
        in: root.file,
        line: root.items.first { $0.key.node.string == key }?.key.line ?? root.line
      )
    }
    root.allow(
      [
        ("blacklist", "{to: hangup}"), ("whitelist", "{priority: 1}"), ("vip", "{to: queue vip}"),
        ("calendar", "{hours: office, closed: announce closed}"), ("dropped", "{within: 10m}"),
        ("personal", "{within: 30d}"), ("business", "{socket: /run/switchboard/business.sock}"),
        ("rules", "[{name: shanghai, when: {caller: 021}, to: queue sales}]"),
        ("dialled", "{4008001234: {to: flow main}}"), ("default", "{to: queue sales}"),
      ],
      except: ["zone", "hours"]
    )
    readList("blacklist", root["blacklist"], needsTarget: true)
    readList("whitelist", root["whitelist"], needsTarget: false)
    readList("vip", root["vip"], needsTarget: false)
    readCalendar(root["calendar"], calendar)
    readDropped(root["dropped"])
    readPersonal(root["personal"])
    readBusiness(root["business"])
    readRules(root["rules"])
    readDialled(root["dialled"])
    if let item = root.needed("default", example: "default: {to: queue sales}"),
      let section = item.section(example: "to: queue sales")
    {
      readRule("default", [.always], section, among: Self.effects)
    }
  }

  // MARK: - Lists and numbers

  private mutating func readList(_ list: String, _ item: Item?, needsTarget: Bool) {
    guard let item, let section = item.section(example: "to: hangup") else { return }
    for item in section["numbers"]?.list ?? [] {
      guard let number = item.number() else { continue }
      let digits = number.normalised ?? ""
      if let doubt = item.findings.plan.doubt(of: digits) {
        item.report(.doubtfulNumber(digits, doubt))
      }
      if list == "blacklist", NumberPlan.emergencies.contains(digits) {
        item.report(.blockedEmergency(digits))
      }
      lists[list, default: []].append(number)
    }
    readRule(
      list,
      [.listed(list)],
      section,
      among: Self.effects + [("numbers", "[13812345678]")],
      needsTarget: needsTarget
    )
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
      readRule("dialled \(number)", [.dialled(number)], rule, among: Self.effects)
    }
  }

  // MARK: - Rules with conditions

  private mutating func readRules(_ item: Item?) {
    guard let item else { return }
    guard item.node.sequence != nil else {
      let example = "- {name: shanghai, when: {caller: 021}, to: queue sales}"
      return item.report(.unexpected(found: item.node.kind, example: example))
    }
    var seen: Set<String> = ["default", "emergency", "blacklist", "whitelist", "vip", "holiday"]
    for item in item.list {
      guard let section = item.section(example: "{name: shanghai, to: queue sales}"),
        let written = section.needed("name", example: "name: shanghai"),
        let name = written.readableName()
      else { continue }
      guard seen.insert(name).inserted else {
        written.report(.repeatedKey(name))
        continue
      }
      var conditions: [RoutingRule.Condition] = []
      if let when = section["when"]?.section(example: "caller: 021") {
        conditions = ConditionReader(when, &names).conditions
      }
      if !section.has("when"), !section.has("hours") { section.report(.ruleForAll) }
      readRule(
        name,
        conditions.isEmpty ? [.always] : conditions,
        section,
        among: Self.effects + [("name", "shanghai"), ("when", "{caller: 021}")],
        needsTarget: false
      )
    }
  }

  /// Reads what a rule does, and adds it.
  private mutating func readRule(
    _ name: String,
    _ conditions: [RoutingRule.Condition],
    _ section: Section,
    among keys: Section.Keys,
    needsTarget: Bool = true
  ) {
    section.allow(keys)
    let target = (needsTarget ? section.needed("to", example: "to: queue sales") : section["to"])?
      .target()
    let closed = section["closed"]?.target()
    let hours = section["hours"]?.name(example: "office")
    targets += [target, closed].compactMap(\.self)
    checkHours(section, isLast: conditions == [.always] && name == "default")
    if !needsTarget, !["to", "closed", "priority", "penalty"].contains(where: section.has) {
      section.report(.ruleWithoutEffect)
    }
    guard !needsTarget || target != nil else { return }
    var rule = RoutingRule(name: name, conditions: conditions, target: target?.target)
    rule.hours = hours
    rule.closed = closed?.target
    rule.priority = section["priority"]?.integer(from: 0, to: 1_000)
    rule.penalties = section["penalty"]?.penalties()
    rules.append(rule)
  }

  private func checkHours(_ section: Section, isLast: Bool) {
    if let item = section["hours"], let hours = item.name(example: "office"),
      !hoursNames.contains(hours)
    {
      item.report(.unknownHours(hours, known: hoursNames))
    }
    if section.has("closed"), !section.has("hours") { section.report(.closedWithoutHours) }
    // A rule may leave closed times to the rules below it; the last one has none below.
    if isLast, section.has("hours"), !section.has("closed") { section.report(.noClosedTarget) }
  }
}

// MARK: - The stages between the lists and the rules

extension RoutingReader {
  private mutating func readCalendar(_ item: Item?, _ calendar: CalendarReader) {
    let section = item?.section(example: "hours: office")
    section?.allow([
      ("hours", "office"), ("closed", "announce closed"), ("holiday", "announce closed"),
    ])
    let holiday = section?["holiday"]?.target()
    if holiday != nil || calendar.hasHolidayTargets {
      rules.append(
        RoutingRule(name: "holiday", conditions: [.holiday], target: holiday?.target)
      )
    }
    if let holiday { targets.append(holiday) }
    guard let section, section.has("hours") || section.has("closed") else { return }
    checkHours(section, isLast: true)
    guard let hours = section["hours"]?.name(example: "office"),
      let closed = section["closed"]?.target()
    else { return }
    targets.append(closed)
    rules.append(
      RoutingRule(
        name: "calendar",
        conditions: [.always],
        hours: hours,
        target: nil,
        closed: closed.target
      )
    )
  }

  private mutating func readDropped(_ item: Item?) {
    guard let section = item?.section(example: "within: 10m") else { return }
    section.allow([("within", "10m"), ("ring", "15s")])
    guard let within = section.needed("within", example: "within: 10m")?.span() else { return }
    rules.append(
      RoutingRule(
        name: "dropped",
        conditions: [.dropped(within: within)],
        target: nil,
        ring: section["ring"]?.duration()
      )
    )
  }

  private mutating func readPersonal(_ item: Item?) {
    guard let section = item?.section(example: "within: 30d") else { return }
    section.allow([("within", "30d"), ("contact", "yes"), ("ring", "15s"), ("to", "queue sales")])
    let target = section["to"]?.target()
    if let target { targets.append(target) }
    let ring = section["ring"]?.duration()
    if section["contact"]?.isYes() == true {
      rules.append(
        RoutingRule(
          name: "personal contact",
          conditions: [.fixedAgent],
          target: target?.target,
          ring: ring
        )
      )
    }
    guard let item = section["within"] else {
      if !section.has("contact") { section.report(.missingKey("within", example: "within: 30d")) }
      return
    }
    guard let seconds = item.span() else { return }
    rules.append(
      RoutingRule(
        name: "personal last",
        conditions: [.lastAgent(days: max(1, seconds / 86_400))],
        target: target?.target,
        ring: ring
      )
    )
  }

  private mutating func readBusiness(_ item: Item?) {
    let example = "socket: /run/switchboard/business.sock"
    guard let section = item?.section(example: example) else { return }
    section.allow([("socket", "/run/switchboard/business.sock"), ("wait", "300ms")])
    guard let socket = section.needed("socket", example: example)?.socket() else { return }
    let wait = section["wait"]?.duration() ?? .milliseconds(300)
    let milliseconds = Int(wait / .milliseconds(1))
    guard milliseconds <= 3_000 else {
      section["wait"]?.report(.tooLong("\(milliseconds)ms", longest: "3s"))
      return
    }
    rules.append(
      RoutingRule(
        name: "business",
        conditions: [.business(socket: socket, milliseconds: milliseconds)],
        target: nil
      )
    )
  }
}
