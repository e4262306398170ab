import Records

/// Reads `queues.yaml`: what the centre says of its queues.
struct QueuesReader {
  var queues: [QueueSettings] = []
  /// Surveys named, to be checked against the other files.
  var surveys: [(name: String, item: Item)] = []

  init(_ root: Section) {
    for (key, value) in root.items {
      guard let name = key.name(example: "sales") else { continue }
      var queue = QueueSettings(name: name)
      if !value.isEmpty, let section = value.section(example: "survey: satisfaction") {
        section.allow([("survey", "satisfaction")])
        if let item = section["survey"], let survey = item.name(example: "satisfaction") {
          queue.survey = survey
          surveys.append((survey, item))
        }
      }
      queues.append(queue)
    }
  }
}
