public import AMI
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// An Asterisk that is not one: it listens on loopback, lets people log in, and answers as it is told.
///
/// It knows `Challenge`, `Login`, `Events`, `Ping` and `Logoff`; what else it answers, and which events it
/// sends when, is the test's. It can cut, stall and truncate what it sends at any byte.
public final class ScriptedAsterisk: Sendable {
  /// What answers an action: the blocks to send, in order.
  ///
  /// `ActionID` is put in where a block has none.
  public typealias Answer = @Sendable (_ action: Message) -> [Message]

  struct State {
    var answers: [String: Answer] = [:]
    var secrets: [String: String] = [:]
    var received: [Message] = []
    var fault = Fault.none
    var pieces: Int?
    var visitors: [UInt64: any Channel] = [:]
    var watchers: [UInt64: @Sendable () -> Bool] = [:]
    var logins = 0
    var visits = 0
    var nextId: UInt64 = 0
  }

  /// What goes wrong with what is sent, on every connection from now on.
  public enum Fault: Sendable, Equatable {
    /// Nothing.
    case none
    /// The connection is closed after so many bytes.
    case cut(after: Int)
    /// Nothing comes after so many bytes, and the connection stays.
    case stall(after: Int)
  }

  /// A manager user that may log in: the first one.
  public let credentials: Credentials
  /// The version in the banner; `nil` sends no banner.
  public let version: String?
  let state = NIOLockedValueBox(State())
  private let listener: any Channel

  /// The port on 127.0.0.1.
  public var port: Int { listener.localAddress?.port ?? 0 }

  /// What a client needs to come here.
  public var configuration: Configuration {
    Configuration(port: port, credentials: credentials)
  }

  private init(_ username: String, _ secret: String, _ version: String?, _ listener: any Channel) {
    credentials = Credentials(username: username, secret: secret)
    self.version = version
    self.listener = listener
    admit(username, secret: secret)
  }

  /// Begins to listen on a port of loopback.
  ///
  /// - Parameters:
  ///   - username: Who may log in.
  ///   - secret: With which secret.
  ///   - version: The version in the banner; `nil` sends none.
  ///   - port: Which port; 0 takes a free one.
  /// - Returns: The server, which listens.
  /// - Throws: What the system says when it may not listen.
  public static func start(
    username: String = "test",
    secret: String = "secret",
    version: String? = "11.0.0",
    port: Int = 0
  ) async throws -> ScriptedAsterisk {
    let door = Door()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let asterisk = door.asterisk.withLockedValue({ $0 }) else {
            throw ChannelError.alreadyClosed
          }
          try channel.pipeline.syncOperations.addHandler(Visitor(asterisk))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    let asterisk = ScriptedAsterisk(username, secret, version, listener)
    door.asterisk.withLockedValue { $0 = asterisk }
    return asterisk
  }

  /// Who stands behind the listener: known a moment after it listens.
  private final class Door: Sendable {
    let asterisk = NIOLockedValueBox<ScriptedAsterisk?>(nil)
  }

  /// Stops listening and closes all connections.
  public func stop() async {
    try? await listener.close()
    cut()
  }

  /// Lets another manager user log in.
  public func admit(_ username: String, secret: String) {
    state.withLockedValue { $0.secrets[username] = secret }
  }

  // MARK: What it answers

  /// Answers an action of that name with blocks.
  public func answer(_ action: String, _ answer: @escaping Answer) {
    state.withLockedValue { $0.answers[action.lowercased()] = answer }
  }

  /// Answers an action of that name with success and these headers.
  public func accept(_ action: String, _ headers: KeyValuePairs<String, String> = [:]) {
    let response = Message([("Response", "Success")] + headers.map { ($0, $1) })
    answer(action) { _ in [response] }
  }

  /// Answers an action of that name with a list.
  public func list(_ action: String, _ items: [Message]) {
    answer(action) { asked in
      let name = asked["Action"] ?? ""
      let start = Message([("Response", "Success"), ("EventList", "start")])
      let end = Message([
        ("Event", "\(name)Complete"), ("EventList", "Complete"), ("ListItems", "\(items.count)"),
      ])
      return [start] + items + [end]
    }
  }

  // MARK: What it sends

  /// Sends blocks to everybody who is connected.
  public func send(_ messages: Message...) {
    send(bytes: messages.flatMap(\.bytes))
  }

  /// Sends bytes to everybody who is connected, whatever they are.
  public func send(bytes: [UInt8]) {
    for channel in state.withLockedValue({ Array($0.visitors.values) }) {
      channel.writeAndFlush(bytes, promise: nil)
    }
  }

  /// Sends in pieces of so many bytes; `nil` sends as it comes.
  public func send(inPiecesOf size: Int?) {
    state.withLockedValue { $0.pieces = size }
  }

  // MARK: What goes wrong

  /// Closes all connections; it goes on listening.
  public func cut() {
    for channel in state.withLockedValue({ Array($0.visitors.values) }) {
      channel.close(promise: nil)
    }
  }

  /// Says what goes wrong on each connection that is made from now on.
  public func fail(_ fault: Fault) {
    state.withLockedValue { $0.fault = fault }
  }

  // MARK: What it saw

  /// All actions so far, logins among them.
  public var received: [Message] { state.withLockedValue { $0.received } }

  /// How often somebody logged in.
  public var logins: Int { state.withLockedValue { $0.logins } }

  /// How many connections were made so far.
  public var visits: Int { state.withLockedValue { $0.visits } }

  /// How many are connected.
  public var connections: Int { state.withLockedValue { $0.visitors.count } }

  /// Waits until so many actions of that name have come, and returns them; fewer when cancelled.
  @discardableResult
  public func actions(_ name: String, count: Int = 1) async -> [Message] {
    @Sendable func those() -> [Message] { received.filter { $0.has("Action", name) } }
    await wait { those().count >= count }
    return those()
  }

  /// Waits until that is so; looked at whenever something happened here.
  public func wait(until isSo: @escaping @Sendable () -> Bool) async {
    let (stream, signal) = AsyncStream<Void>.makeStream()
    let id = state.withLockedValue { state in
      state.nextId += 1
      state.watchers[state.nextId] = {
        guard isSo() else { return false }
        signal.finish()
        return true
      }
      return state.nextId
    }
    happened()
    for await _ in stream {}
    state.withLockedValue { $0.watchers[id] = nil }
  }

  func happened() {
    for (id, watcher) in state.withLockedValue({ $0.watchers }) where watcher() {
      state.withLockedValue { $0.watchers[id] = nil }
    }
  }
}

extension Message {
  /// Makes a message of names and values.
  public init(_ headers: [(String, String)]) {
    self.init(headers.map { Header($0, $1) })
  }

  /// Makes an event as Asterisk sends it by itself.
  public static func event(
    _ name: String,
    _ classes: EventClasses,
    _ headers: KeyValuePairs<String, String> = [:]
  ) -> Message {
    Message(
      [("Event", name), ("Privilege", "\(classes.words),all")] + headers.map { ($0, $1) }
    )
  }
}
