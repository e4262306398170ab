/// What the centre says of a queue, beside Asterisk's own settings of it.
public struct QueueSettings: Equatable, Sendable {
  /// Its name, Asterisk's too.
  public var name: String
  /// The survey that follows when the agent hangs up.
  public var survey: String?

  /// Describes a queue.
  public init(name: String, survey: String? = nil) {
    self.name = name
    self.survey = survey
  }
}

extension QueueSettings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("survey", survey)
    return flat
  }

  /// Reads the published form.
  init(name: String, _ flat: FlatText) {
    self.init(name: name, survey: flat["survey"])
  }
}
