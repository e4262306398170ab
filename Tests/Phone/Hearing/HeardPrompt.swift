/// A prompt that was heard, and how much of it.
public struct HeardPrompt: Hashable, Sendable {
  /// Its names, several when files hold the same bytes: `en/switchboard/welcome`.
  public let names: [String]
  /// The frames of 20 ms that were heard.
  public let frames: Range<Int>
  /// How many whole frames the file has.
  public let length: Int
  public let beganAt: Moment
  /// `nil` while it goes on.
  public let endedAt: Moment?

  /// Whether it was heard from the first frame to the last.
  public var isWhole: Bool { frames.lowerBound == 0 && frames.upperBound >= length }

  public var isOver: Bool { endedAt != nil }

  public func isNamed(_ name: String) -> Bool {
    names.contains { $0.isPrompt(named: name) }
  }
}

extension HeardPrompt: CustomStringConvertible {
  public var description: String {
    let name = names.joined(separator: " = ")
    if isWhole { return "\(name), whole (\(length) frames)" }
    let part = "frames \(frames.lowerBound)..<\(frames.upperBound) of \(length)"
    return isOver ? "\(name), cut: \(part)" : "\(name) ... (\(part) so far)"
  }
}
