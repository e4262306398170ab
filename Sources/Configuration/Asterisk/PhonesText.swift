import Records

/// The generated `pjsip.conf`: agents' phones, and trunks whose address is known.
struct PhonesText {
  private(set) var text = ""

  init(_ centre: PublishedConfiguration, _ folder: String) {
    var lines = ConfigurationLines()
    // Who has chosen none hears it; without it, that of asterisk.conf.
    let language = centre.settings.languages.first.map(ConfigurationLines.word)
      .flatMap { $0.isEmpty ? nil : $0 }
    for agent in centre.agents.sorted(by: { $0.number < $1.number }) {
      let number = ConfigurationLines.number(agent.number)
      guard !number.isEmpty else { continue }
      lines.section(number, "switchboard-phone")
      lines.set("auth", number)
      lines.set("aors", number)
      lines.set("callerid", "\"\(ConfigurationLines.plain(agent.name))\" <\(number)>")
      if let language { lines.set("language", language) }
      lines.section(number, "switchboard-phone-aor")
      lines.blank()
    }
    for trunk in centre.trunks {
      guard let address = trunk.address.map(ConfigurationLines.address) else { continue }
      let name = ConfigurationLines.word(trunk.name)
      guard !name.isEmpty else { continue }
      lines.section(name, "switchboard-trunk")
      lines.set("aors", name)
      if let language { lines.set("language", language) }
      lines.section(name, "switchboard-trunk-aor")
      lines.set("contact", "sip:\(address)")
      lines.set("qualify_frequency", 60)
      lines.section(name, "switchboard-trunk-identify")
      lines.set("endpoint", name)
      lines.set("match", String(address.prefix { $0 != ":" }))
      lines.blank()
    }
    lines.comment("The phones' passwords.")
    lines.line("#tryinclude \"\(folder)/\(AsteriskFile.secrets)\"")
    text = lines.text
  }
}
