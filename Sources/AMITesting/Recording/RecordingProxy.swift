import AMI
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// Stands between a client and a real Asterisk and writes down what both say.
///
/// `Secret` and `Key` of what the client says are written as stars of the same length.
public final class RecordingProxy: Sendable {
  private let listener: any Channel
  private let log: Log

  /// The port on 127.0.0.1 for the client.
  public var port: Int { listener.localAddress?.port ?? 0 }

  /// What was said so far, on all connections together.
  public var session: RecordedSession { log.session.withLockedValue { $0 } }

  private init(_ listener: any Channel, _ log: Log) {
    self.listener = listener
    self.log = log
  }

  /// Begins to listen on a free port of loopback, in front of an Asterisk.
  public static func start(
    host: String = "127.0.0.1",
    port: Int = 5038
  ) async throws
    -> RecordingProxy
  {
    let log = Log()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { client in
        // Reads wait until there is somebody to hand them to.
        log.channels.withLockedValue { $0.append(client) }
        return client.setOption(.autoRead, value: false).flatMap {
          ClientBootstrap(group: client.eventLoop)
            .channelInitializer { asterisk in
              asterisk.eventLoop.makeCompletedFuture {
                try asterisk.pipeline.syncOperations.addHandler(Passage(.asterisk, client, log))
              }
            }
            .connect(host: host, port: port)
        }.flatMap { asterisk in
          client.eventLoop.makeCompletedFuture {
            try client.pipeline.syncOperations.addHandler(Passage(.client, asterisk, log))
          }.flatMap { client.setOption(.autoRead, value: true) }
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return RecordingProxy(listener, log)
  }

  /// Closes all connections, as a network that fails does; it goes on listening.
  public func cut() {
    for channel in log.channels.withLockedValue({ $0 }) { channel.close(promise: nil) }
    log.channels.withLockedValue { $0 = [] }
  }

  /// Hands nothing on, while all connections stay, as when a cable is pulled.
  public func stall() {
    log.isStalled.withLockedValue { $0 = true }
  }

  /// Hands on again what is said from now on; what was said meanwhile is lost.
  public func resume() {
    log.isStalled.withLockedValue { $0 = false }
  }

  /// Stops listening; who is connected stays so.
  public func stop() async {
    try? await listener.close()
  }

  fileprivate final class Log: Sendable {
    let session = NIOLockedValueBox(RecordedSession())
    let channels = NIOLockedValueBox<[any Channel]>([])
    let isStalled = NIOLockedValueBox(false)
    private let start = ContinuousClock.now

    func add(_ side: RecordedSession.Side, _ bytes: [UInt8]) {
      let time = start.duration(to: .now).components
      let milliseconds = Int(time.seconds * 1000 + time.attoseconds / 1_000_000_000_000_000)
      session.withLockedValue {
        $0.pieces.append(RecordedSession.Piece(side, milliseconds: milliseconds, bytes: bytes))
      }
    }
  }

  /// Hands on what one side says.
  private final class Passage: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let side: RecordedSession.Side
    private let other: any Channel
    private let log: Log

    init(_ side: RecordedSession.Side, _ other: any Channel, _ log: Log) {
      self.side = side
      self.other = other
      self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      guard !log.isStalled.withLockedValue({ $0 }) else { return }
      let buffer = Self.unwrapInboundIn(data)
      let bytes = Array(buffer.readableBytesView)
      log.add(side, side == .client ? RecordingProxy.withoutSecrets(bytes) : bytes)
      other.writeAndFlush(buffer, promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
      other.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  /// The client writes an action at a time, so its lines are whole.
  private static func withoutSecrets(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for name in ["\nSecret: ", "\nKey: "] {
      var place = bytes.startIndex
      while let found = bytes[place...].firstRange(of: Array(name.utf8)) {
        place = found.upperBound
        while place < bytes.endIndex, bytes[place] != UInt8(ascii: "\r") {
          bytes[place] = UInt8(ascii: "*")
          place += 1
        }
      }
    }
    return bytes
  }
}
