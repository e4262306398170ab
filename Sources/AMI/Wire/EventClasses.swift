/// The classes that Asterisk sorts its events into, as in `manager.conf` (`read = agent,call`).
public struct EventClasses: OptionSet, Sendable, Hashable {
  /// One bit a class.
  public let rawValue: UInt32

  /// Makes a set of bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  private init(_ bit: UInt32) {
    rawValue = 1 << bit
  }

  /// The system itself: `FullyBooted`, `Reload`, `Shutdown`, registrations.
  public static let system = EventClasses(0)
  /// Channels, bridges, dialling, transfers.
  public static let call = EventClasses(1)
  /// Log lines.
  public static let log = EventClasses(2)
  /// Verbose lines.
  public static let verbose = EventClasses(3)
  /// Commands.
  public static let command = EventClasses(4)
  /// Queues and their members.
  public static let agent = EventClasses(5)
  /// `UserEvent`.
  public static let user = EventClasses(6)
  /// Configuration.
  public static let config = EventClasses(7)
  /// Keys that callers press: also their PINs.
  public static let dtmf = EventClasses(8)
  /// RTCP and jitter.
  public static let reporting = EventClasses(9)
  /// Call detail records.
  public static let cdr = EventClasses(10)
  /// Every step of the dialplan and every variable.
  public static let dialplan = EventClasses(11)
  /// Originating.
  public static let originate = EventClasses(12)
  /// AGI steps.
  public static let agi = EventClasses(13)
  /// Call completion.
  public static let cc = EventClasses(14)
  /// Advice of charge.
  public static let aoc = EventClasses(15)
  /// Asterisk's own tests.
  public static let test = EventClasses(16)
  /// Logins and refusals.
  public static let security = EventClasses(17)
  /// Messages outside of calls.
  public static let message = EventClasses(18)

  /// The words of the classes, by their bits.
  static let names: [String] = [
    "system", "call", "log", "verbose", "command", "agent", "user", "config", "dtmf", "reporting",
    "cdr", "dialplan", "originate", "agi", "cc", "aoc", "test", "security", "message",
  ]

  /// Every class.
  public static let all = EventClasses(rawValue: (1 << UInt32(names.count)) - 1)

  /// The classes as `EventMask` takes them.
  var mask: String { isEmpty ? "off" : words }

  /// The classes' words, with commas between them, as in `manager.conf`.
  public var words: String {
    EventClasses.names.enumerated()
      .filter { contains(EventClasses(UInt32($0.offset))) }
      .map(\.element).joined(separator: ",")
  }

  /// The classes in a `Privilege` header; words that are not known here, and `all`, say nothing.
  init(privilege: UnsafeBufferPointer<UInt8>) {
    var classes: EventClasses = []
    var start = 0
    while start < privilege.count {
      let end = privilege.first(Byte.comma, from: start) ?? privilege.count
      let word = UnsafeBufferPointer(rebasing: privilege[start..<end])
      for (bit, name) in EventClasses.names.enumerated()
      where name.utf8.count == word.count && name.withBytes({ word.hasText($0, at: 0) }) {
        classes.formUnion(EventClasses(UInt32(bit)))
      }
      start = end + 1
    }
    self = classes
  }
}

/// Reads the classes of events, which say the same few words over and over.
struct ClassReader: Sendable {
  private var known: [(words: [UInt8], classes: EventClasses)] = []
  /// Asterisk's own words are about this many.
  private static let most = 32

  /// The classes of an event; `nil` for an item of a list.
  mutating func classes(of event: Message) -> EventClasses? {
    event.withSecondValue(named: "Privilege") { words in
      for entry in known where entry.words.withUnsafeBufferPointer(words.equals) {
        return entry.classes
      }
      let classes = EventClasses(privilege: words)
      if known.count < Self.most { known.append((Array(words), classes)) }
      return classes
    }
  }
}

extension Message {
  /// The classes of an event; `nil` for an item of a list.
  ///
  /// What Asterisk sends by itself has `Privilege` as its second header; of the items only those of
  /// `Status` have one.
  public var classes: EventClasses? {
    guard kind == .event else { return nil }
    return withSecondValue(named: "Privilege") { EventClasses(privilege: $0) }
  }
}
