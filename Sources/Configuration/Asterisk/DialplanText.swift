import Records

/// The generated `extensions.conf`: what may be dialled to the outside, and by which trunk.
struct DialplanText {
  private(set) var text = ""

  init(_ centre: PublishedConfiguration) {
    var lines = ConfigurationLines()
    if let first = centre.trunks.first {
      let emergency = centre.trunks.first { $0.uses.contains(.emergency) } ?? first
      lines.section("globals", "+")
      lines.set("SWB_TRUNK", ConfigurationLines.word(first.name))
      lines.set("SWB_TRUNK_NUMBER", ConfigurationLines.number(first.numbers.first ?? ""))
      lines.set("SWB_EMERGENCY_TRUNK", ConfigurationLines.word(emergency.name))
      lines.blank()
    }
    lines.comment("The numbers outside that callers may be sent on to.")
    lines.section("switchboard-forward", "+")
    if let trunk = centre.trunks.first(where: { $0.uses.contains(.forward) }) ?? centre.trunks.first
    {
      for number in Set(centre.forwards.map(ConfigurationLines.number)).sorted()
      where !number.isEmpty {
        lines.rule(number, trunk, number: nil, to: "switchboard-forwarded,${EXTEN},1")
      }
    }
    lines.blank()
    lines.comment("What phones may dial.")
    lines.section("switchboard-outbound", "+")
    for trunk in centre.trunks where !ConfigurationLines.word(trunk.name).isEmpty {
      for rule in trunk.rules {
        let pattern = ConfigurationLines.pattern(rule.pattern)
        guard !pattern.isEmpty else { continue }
        // What a phone sends instead of digits stays here.
        let dialled = "${FILTER(0-9+,${EXTEN\(rule.strip == 0 ? "" : ":\(rule.strip)")})}"
        let prefix = ConfigurationLines.number(rule.prefix)
        lines.rule(
          "_" + pattern,
          trunk,
          number: rule.number,
          to: "switchboard-trunk,\(prefix)\(dialled),1"
        )
      }
    }
    text = lines.text
  }
}

extension ConfigurationLines {
  /// An extension that goes out by a trunk.
  fileprivate mutating func rule(
    _ pattern: String,
    _ trunk: TrunkSettings,
    number: String?,
    to place: String
  ) {
    let shown = Self.number(number ?? trunk.numbers.first ?? "")
    line("exten => \(pattern),1,Set(SWB_TRUNK=\(Self.word(trunk.name)))")
    line(" same => n,Set(SWB_TRUNK_NUMBER=\(shown))")
    line(" same => n,Set(SWB_TRUNK_LIMIT=\(trunk.limit.map(String.init) ?? ""))")
    line(" same => n,Set(SWB_TRUNK_AREA=\(Self.number(trunk.area ?? "")))")
    line(" same => n,Goto(\(place))")
  }
}
