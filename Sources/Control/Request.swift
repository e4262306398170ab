/// One line to the daemon's control socket: what somebody wants.
///
/// ```json
/// {"v":1,"id":7,"do":"listen","with":{"agent":"1001","phone":"1010"}}
/// ```
public struct Request: Codable, Sendable, Equatable {
  /// The version of this protocol that the sender speaks: 1.
  public var version: Int
  /// The sender's number for it; answers have it too.
  public var id: Int
  /// What is wanted.
  public var command: String
  /// The details, by their names.
  public var arguments: [String: String]

  /// The version spoken here.
  public static let currentVersion = 1

  /// Makes a request.
  public init(id: Int = 1, _ command: String, _ arguments: [String: String] = [:]) {
    version = Self.currentVersion
    self.id = id
    self.command = command
    self.arguments = arguments
  }

  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case id
    case command = "do"
    case arguments = "with"
  }

  /// Reads a request; `with` may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decode(Int.self, forKey: .version)
    id = try container.decodeIfPresent(Int.self, forKey: .id) ?? 0
    command = try container.decode(String.self, forKey: .command)
    arguments = try container.decodeIfPresent([String: String].self, forKey: .arguments) ?? [:]
  }
}

/// One line from the daemon: the answer to a request, or one of several.
///
/// ```json
/// {"v":1,"id":7,"ok":true,"floor":{...}}
/// {"v":1,"id":7,"ok":false,"error":{"code":"forbidden","words":"..."}}
/// ```
///
/// A followed request has many lines with `ok` and `more`; the last one has no `more`.
public struct Reply: Codable, Sendable, Equatable {
  /// The version of this protocol.
  public var version = Request.currentVersion
  /// The request's number.
  public var id: Int
  /// Whether it was done.
  public var ok: Bool
  /// Whether more lines follow.
  public var more: Bool?
  /// The floor, whole or what changed of it.
  public var floor: FloorReport?
  /// What was done, in words for people.
  public var done: String?
  /// Figures, in Prometheus' text format.
  public var metrics: String?
  /// Why it was not done.
  public var error: Trouble?

  /// Why a request was not done.
  public struct Trouble: Codable, Sendable, Equatable, Error {
    /// A word for programs: `forbidden`, `unknown-agent`, `refused`...
    public var code: String
    /// Words for people, with what to do.
    public var words: String

    /// Describes trouble.
    public init(_ code: String, _ words: String) {
      self.code = code
      self.words = words
    }
  }

  /// An answer that says something.
  public init(
    id: Int,
    more: Bool? = nil,
    floor: FloorReport? = nil,
    done: String? = nil,
    metrics: String? = nil
  ) {
    self.id = id
    ok = true
    self.more = more
    self.floor = floor
    self.done = done
    self.metrics = metrics
  }

  /// An answer that says why not.
  public init(id: Int, error: Trouble) {
    self.id = id
    ok = false
    self.error = error
  }

  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case id, ok, more, floor, done, metrics, error
  }
}
