import Records
import Yams

/// Reads `numbers` in `switchboard.yaml`: how a country's numbers are written and dialled.
struct NumberPlanReader {
  /// What is left out is China's.
  private(set) var plan = NumberPlan.china

  static let keys: Section.Keys = [
    ("country", "86"), ("international", "\"00\""), ("trunk", "\"0\""), ("areas", "[2, 3]"),
    ("mobile", "[1XXXXXXXXXX]"), ("short", "[400XXXXXXX, 95XXX]"),
  ]

  init(_ section: Section) {
    section.allow(Self.keys)
    if let item = section["country"], let country = item.country() { plan.countryCode = country }
    if let item = section["international"], let prefix = item.prefix(example: "\"00\"") {
      plan.internationalPrefix = prefix
    }
    if let item = section["trunk"] { plan.trunkPrefix = item.trunkPrefix() ?? plan.trunkPrefix }
    if let item = section["areas"] {
      plan.areaLengths = item.distinct { $0.integer(from: 1, to: 6) }
    }
    if let item = section["mobile"] { plan.mobiles = item.distinct { shape($0) } }
    if let item = section["short"] { plan.services = item.distinct { shape($0) } }
    checkWhole(section)
  }

  /// Nothing of China's plan is left in that of another country.
  private func checkWhole(_ section: Section) {
    if plan.countryCode != NumberPlan.china.countryCode {
      for (key, example) in Self.keys where !section.has(key) {
        section.report(
          .partOfPlan(key, country: plan.countryCode, example: "\(key): \(example)")
        )
      }
    }
    if plan.trunkPrefix.hasPrefix(plan.internationalPrefix) {
      (section["trunk"] ?? section["international"])?.report(
        .samePrefix(trunk: plan.trunkPrefix, international: plan.internationalPrefix)
      )
    }
  }

  private func shape(_ item: Item) -> NumberShape? {
    guard let text = item.text(example: "1XXXXXXXXXX") else { return nil }
    guard let shape = NumberShape(text) else {
      item.report(.noShape(text))
      return nil
    }
    // No number begins with a 0 where that leads to other areas.
    if plan.trunkPrefix.first == "0", shape.beginning.hasPrefix(plan.trunkPrefix) {
      item.report(.prefixedShape(text, trunk: plan.trunkPrefix))
      return nil
    }
    return shape
  }
}

extension Item {
  /// What a list holds, each once; the list may be empty.
  fileprivate func distinct<Value: Hashable>(_ read: (Item) -> Value?) -> [Value] {
    var values: [Value] = []
    for item in list {
      guard let value = read(item) else { continue }
      guard !values.contains(value) else {
        item.report(.repeatedKey(item.node.scalar?.string ?? "\(value)"))
        continue
      }
      values.append(value)
    }
    return values
  }

  fileprivate func country() -> String? {
    guard let text = text(example: "86") else { return nil }
    guard Self.areDigits(text, upTo: 3), text.first != "0" else {
      report(.noCountry(text))
      return nil
    }
    return text
  }

  fileprivate func prefix(example: String) -> String? {
    guard let text = text(example: example) else { return nil }
    guard Self.areDigits(text, upTo: 5) else {
      report(.noPrefix(text, example: example))
      return nil
    }
    return text
  }

  /// Some countries have none.
  fileprivate func trunkPrefix() -> String? {
    if node.scalar?.string == "none" { return "" }
    return prefix(example: "\"0\", or none")
  }

  private static func areDigits(_ text: String, upTo longest: Int) -> Bool {
    (1...longest).contains(text.utf8.count)
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
