public import AGI

/// One prompt that the caller heard, and how it ended.
///
/// A string literal is a sound file that was heard to its end:
/// ```swift
/// #expect(call.heard == ["welcome", .cut("menu-main", by: "1"), .whole(.number(3))])
/// ```
public struct Heard: Sendable, Equatable {
  /// How a prompt ended.
  public enum End: Sendable, Equatable {
    /// It was heard to its end.
    case whole
    /// A key cut it.
    case cut(by: Digit)
    /// The caller hung up meanwhile, or the server stopped.
    case broken
  }

  /// The prompt.
  public let prompt: Prompt
  /// How it ended.
  public let end: End

  /// A prompt heard to its end.
  public static func whole(_ prompt: Prompt) -> Heard {
    Heard(prompt: prompt, end: .whole)
  }

  /// A prompt cut by a key.
  public static func cut(_ prompt: Prompt, by key: Digit) -> Heard {
    Heard(prompt: prompt, end: .cut(by: key))
  }

  /// A prompt in the middle of which the call ended.
  public static func broken(_ prompt: Prompt) -> Heard {
    Heard(prompt: prompt, end: .broken)
  }
}

extension Heard: ExpressibleByStringLiteral {
  /// A sound file heard to its end.
  public init(stringLiteral name: String) {
    self = .whole(.file(name))
  }
}

extension Heard: CustomStringConvertible {
  /// The prompt and its end, as its code says it.
  public var description: String {
    let name = if case .file(let name) = prompt { "\"\(name)\"" } else { "\(prompt)" }
    return switch end {
    case .whole: name
    case .cut(let key): "cut(\(name), by: \"\(key)\")"
    case .broken: "broken(\(name))"
    }
  }
}
