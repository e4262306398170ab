/// One rule of where calls go.
///
/// Rules are tried in order until one wins.
public struct RoutingRule: Equatable, Sendable {
  /// Its name, which answers "why".
  public var name: String
  /// Which calls it is for.
  public var condition: Condition
  /// When it holds: the name of opening hours, or always.
  public var hours: String?
  /// Where the call goes.
  public var target: Target
  /// Where the call goes outside the hours; without it the next rule is tried then.
  public var closed: Target?
  /// The place in the queue: higher is served first.
  public var priority: Int?

  /// Which calls a rule is for.
  public enum Condition: Equatable, Sendable {
    /// The caller's number is on a list.
    case listed(String)
    /// The caller dialled a number.
    case dialled(String)
    /// All calls.
    case always
  }

  /// Describes a rule.
  public init(
    name: String,
    condition: Condition,
    hours: String? = nil,
    target: Target,
    closed: Target? = nil,
    priority: Int? = nil
  ) {
    self.name = name
    self.condition = condition
    self.hours = hours
    self.target = target
    self.closed = closed
    self.priority = priority
  }
}

extension RoutingRule {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("name", name)
    switch condition {
    case .listed(let list): flat.append("listed", list)
    case .dialled(let number): flat.append("dialled", number)
    case .always: flat.append("always", "")
    }
    flat.append("hours", hours)
    flat.append("target", target)
    flat.append("closed", closed)
    flat.append("priority", priority)
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let name = flat["name"], let target = flat["target"].flatMap(Target.init) else {
      return nil
    }
    let condition: Condition
    if let list = flat["listed"] {
      condition = .listed(list)
    } else if let number = flat["dialled"] {
      condition = .dialled(number)
    } else if flat["always"] != nil {
      condition = .always
    } else {
      return nil
    }
    self.init(
      name: name,
      condition: condition,
      hours: flat["hours"],
      target: target,
      closed: flat["closed"].flatMap(Target.init),
      priority: flat["priority"].flatMap(Int.init)
    )
  }
}
