import Records

/// Checks what `queues.yaml` and `agents.yaml` say of each other, and of hours.
struct CentreCheck {
  private let sources: Sources

  init(_ sources: Sources) {
    self.sources = sources
  }

  func run() {
    checkHours()
    checkAgents()
    checkCircles()
  }

  private func checkHours() {
    // Without a file of hours, or with one that cannot be read, a name says nothing.
    guard let known = sources.routing?.hoursNames else { return }
    for (name, item) in sources.queues?.hours ?? [] where !known.contains(name) {
      item.report(.unknownHours(name, known: known))
    }
  }

  private func checkAgents() {
    guard let queues = sources.queues, let agents = sources.agents else { return }
    let known = queues.places.map(\.queue)
    let settings = Dictionary(queues.queues.map { ($0.name, $0) }) { first, _ in first }
    for (index, name, item) in agents.queues {
      guard known.contains(name) else {
        item.report(.unknownQueue(name, known: known))
        continue
      }
      let agent = agents.agents[index]
      if let queue = settings[name], agent.penalty(in: queue) == nil {
        item.report(.unskilled(agent.number, queue: name, needs: queue.skills))
      }
    }
    let staffed = Set(agents.queues.map(\.queue))
    for (queue, item) in queues.places where !staffed.contains(queue) {
      item.report(.queueWithoutAgents(queue))
    }
  }

  /// A queue that hands its callers to another, which hands them back.
  private func checkCircles() {
    guard let queues = sources.queues else { return }
    let reasons: [(String, KeyPath<QueueSettings.Overflow, Target?>)] = [
      ("full", \.full), ("empty", \.empty), ("timeout", \.timeout), ("paused", \.paused),
    ]
    var told: Set<[String]> = []
    for (reason, place) in reasons {
      var next: [String: String] = [:]
      for queue in queues.queues {
        if case .queue(let name) = queue.overflow[keyPath: place] { next[queue.name] = name }
      }
      for (queue, item) in queues.places {
        var walked = [queue]
        while let name = walked.last.flatMap({ next[$0] }), !walked.contains(name) {
          walked.append(name)
        }
        // Only whoever is in the circle is told, and a circle is told once.
        guard let last = walked.last, next[last] == queue, told.insert(walked.sorted()).inserted
        else { continue }
        item.report(.circleOfQueues(walked + [queue], reason: reason))
      }
    }
  }
}
