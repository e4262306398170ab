public import Records

/// One line of Asterisk's queue_log: `seconds|callid|queue|agent|EVENT|data|data...`.
///
/// Bytes that are not UTF-8 are shown as U+FFFD. What Asterisk writes for nobody and nothing is
/// there as it is: `NONE`.
public struct QueueLogLine: Equatable, Sendable {
  /// When Asterisk wrote it, by the second.
  public var at: Timestamp
  /// The caller's channel by its Uniqueid; `MANAGER`, `CLI`, `NONE`, or who pressed a star code.
  public var callID: String
  /// The queue; `NONE` of none.
  public var queue: String
  /// The member's name or interface; `NONE` of none.
  public var agent: String
  /// What happened, by Asterisk's name for it.
  public var name: String
  /// What is told of it, as it stands behind the name.
  public var data: String

  /// Describes a line.
  public init(
    at: Timestamp,
    callID: String,
    queue: String,
    agent: String,
    name: String,
    data: String = ""
  ) {
    self.at = at
    self.callID = callID
    self.queue = queue
    self.agent = agent
    self.name = name
    self.data = data
  }

  /// The columns of ``data``.
  ///
  /// Cut at the byte: to a character belong also the marks that follow it.
  public var fields: [Substring] {
    data.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }
}

extension QueueLogLine: CustomStringConvertible {
  /// The line as Asterisk wrote it.
  public var description: String { "\(at.seconds)|\(callID)|\(queue)|\(agent)|\(name)|\(data)" }
}

/// What stands between two ends of lines in a queue_log.
public enum QueueLogEntry: Equatable, Sendable {
  /// A line of Asterisk's.
  case line(QueueLogLine)
  /// Something else.
  case malformed(MalformedLine)
}

/// A line that is none of Asterisk's: a caller forged it, the disk was full, or a writer was cut off.
public struct MalformedLine: Equatable, Sendable {
  /// What is wrong with it.
  public var reason: Reason
  /// The line; of one that is too long the beginning.
  public var text: String

  /// Describes a line.
  public init(reason: Reason, text: String) {
    self.reason = reason
    self.text = text
  }

  /// What may be wrong with a line.
  public enum Reason: String, Sendable {
    /// It has fewer than five columns.
    case columns
    /// It does not begin with a time in seconds.
    case time
    /// It names no event.
    case event
    /// It is longer than Asterisk can write.
    case length
    /// The file ended before the line did.
    case end
  }
}
