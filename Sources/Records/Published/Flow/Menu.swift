/// A choice by one key.
public struct Menu: Equatable, Sendable {
  /// What is asked.
  public var question: KeyQuestion
  /// Where each key leads.
  public var keys: [Key]
  /// Where the call goes after the last attempt.
  public var otherwise: Target

  /// Describes a menu.
  public init(_ question: KeyQuestion, keys: [Key], otherwise: Target) {
    self.question = question
    self.keys = keys
    self.otherwise = otherwise
  }

  /// A key and where it leads.
  public struct Key: Equatable, Sendable {
    /// The key.
    public var key: Character
    /// Where it leads.
    public var target: Target

    /// Describes a key.
    public init(_ key: Character, _ target: Target) {
      self.key = key
      self.target = target
    }
  }

  /// Where a key leads; `nil` when it is no answer.
  public func target(of key: Character) -> Target? {
    keys.first { $0.key == key }?.target
  }
}

extension Menu {
  func append(to flat: inout FlatText) {
    question.append(to: &flat) { flat in
      for key in keys { flat.append("key", "\(key.key) \(key.target)") }
    }
    flat.append("otherwise", otherwise)
  }

  init?(_ flat: FlatText) {
    guard let question = KeyQuestion(flat), let otherwise = flat.target("otherwise") else {
      return nil
    }
    self.init(question, keys: [], otherwise: otherwise)
    for line in flat.all("key") {
      guard let key = line.first, let target = Target(String(line.dropFirst(2))) else { return nil }
      keys.append(Key(key, target))
    }
  }
}
