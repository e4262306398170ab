/// The language in which a person is spoken to.
public enum Language: Sendable {
  /// English.
  case english
  /// Simplified Chinese.
  case chinese

  /// The language that the locale variables ask for.
  public init(environment: [String: String]) {
    // As every program: the first of these that says anything decides.
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.hasPrefix("zh") == true ? .chinese : .english
  }
}

/// The same words in each language.
public struct Words: Equatable, Sendable {
  /// In English.
  public var english: String
  /// In Simplified Chinese.
  public var chinese: String

  /// Says the same in each language.
  public init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// The words in one language.
  public func `in`(_ language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }
}
