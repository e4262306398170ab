import Records

/// The generated `queues.conf`: queues by their strategy's template, and their members.
struct QueuesText {
  private(set) var text = ""

  init(_ centre: PublishedConfiguration) {
    var lines = ConfigurationLines()
    let queues = Dictionary(centre.queues.map { ($0.name, $0) }) { first, _ in first }
    let agents = centre.agents.sorted { $0.number < $1.number }
    for ringing in centre.ringing.sorted(by: { $0.queue < $1.queue })
    where !ConfigurationLines.word(ringing.queue).isEmpty {
      lines.comment("\(ringing.strategy.fieldName)")
      let template = "switchboard-\(ringing.strategy.rawValue)"
      // The queue that ships is there before these files are read.
      lines.section(ringing.queue, ringing.queue == QueuesReader.shipped ? "+" : template)
      lines.set("timeout", ringing.ring)
      lines.set("wrapuptime", ringing.wrapUp)
      lines.set("maxlen", ringing.length)
      lines.set("weight", ringing.weight)
      if let music = ringing.music { lines.set("musicclass", ConfigurationLines.word(music)) }
      lines.set("servicelevel", ringing.serviceLevel)
      let settings = queues[ringing.queue] ?? QueueSettings(name: ringing.queue)
      if settings.overflow.paused != nil {
        // Asterisk says "empty" of a queue in which all have paused, and agi-route counts them.
        for option in ["joinempty", "leavewhenempty"] {
          lines.line("\(option) = paused,unavailable,invalid,unknown")
        }
      }
      for agent in agents where agent.queues.contains(ringing.queue) {
        guard let penalty = agent.penalty(in: settings) else { continue }
        let number = ConfigurationLines.number(agent.number)
        guard !number.isEmpty else { continue }
        // The /n must be there: without it the member leaves the books while it talks.
        lines.line(
          "member => Local/\(number)@switchboard-agents/n,\(penalty),\(number),PJSIP/\(number)"
        )
      }
      lines.blank()
    }
    text = lines.text
  }
}
