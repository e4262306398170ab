import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Answers `GET /metrics` to programs of this machine: on 127.0.0.1 and ::1 alone.
struct MetricsServer: Service {
  private let port: UInt16
  private let page: MetricsPage
  private let isPatient: Bool
  private let log: Logger
  /// How long one client may take for all of it.
  private let patience: TimeAmount

  /// The most clients at once; more are closed.
  static let mostClients = 16

  /// How long after the port could not be had it is tried again.
  private static let pause = Duration.seconds(1)

  /// Answers at a port; `isPatient` as in ``CallJobs``.
  init(
    port: UInt16,
    _ page: MetricsPage,
    isPatient: Bool = false,
    log: Logger,
    patience: TimeAmount = .seconds(5)
  ) {
    self.port = port
    self.page = page
    self.isPatient = isPatient
    self.log = log
    self.patience = patience
  }

  /// Answers until the daemon stops.
  func run() async throws {
    let listeners = try await cancelWhenGracefulShutdown { try await listenPatiently() }
    try? await gracefulShutdown()
    for listener in listeners { try? await listener.close() }
  }

  /// - Returns: None when the daemon stops before the port can be had.
  private func listenPatiently() async throws -> [any Channel] {
    var isTold = false
    while !Task.isCancelled {
      do {
        return try await listen()
      } catch  where isPatient {
        if !isTold { log.warning("\(error): it is tried again") }
        isTold = true
      }
      try? await Task.sleep(for: Self.pause)
    }
    return []
  }

  /// Listens on both addresses; a machine without IPv6 has one.
  func listen() async throws -> [any Channel] {
    let bootstrap = bootstrap()
    let first: any Channel
    do {
      first = try await bootstrap.bind(host: "127.0.0.1", port: Int(port)).get()
    } catch {
      throw DaemonError("127.0.0.1:\(port): \(error): name another --metrics-port")
    }
    let number = first.localAddress?.port ?? Int(port)
    log.info("answers http://127.0.0.1:\(number)/metrics")
    guard let second = try? await bootstrap.bind(host: "::1", port: number).get() else {
      return [first]
    }
    return [first, second]
  }

  private func bootstrap() -> ServerBootstrap {
    let (page, patience, clients) = (page, patience, Clients())
    return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            ScrapeHandler(patience: patience, clients) { page.text() }
          )
        }
      }
  }
}

/// How many clients there are at once.
final class Clients: Sendable {
  private let count = Atomic<Int>(0)

  /// Whether there is room for one more.
  func enter() -> Bool {
    count.wrappingAdd(1, ordering: .relaxed).newValue <= MetricsServer.mostClients
  }

  func leave() {
    count.wrappingSubtract(1, ordering: .relaxed)
  }
}

/// One client: one request, one answer, and the end.
private final class ScrapeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let patience: TimeAmount
  private let clients: Clients
  private let page: @Sendable () -> String
  private var received: [UInt8] = []
  private var isAnswered = false
  private var deadline: Scheduled<Void>?

  init(patience: TimeAmount, _ clients: Clients, _ page: @escaping @Sendable () -> String) {
    self.patience = patience
    self.clients = clients
    self.page = page
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    guard clients.enter() else {
      channel.close(promise: nil)
      return
    }
    // Who says nothing, and who does not read the answer, is not waited for.
    deadline = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    clients.leave()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isAnswered else { return }
    received += unwrapInboundIn(data).readableBytesView
    guard let answer = ScrapeAnswer(to: received) else { return }
    isAnswered = true
    let channel = context.channel
    let buffer = ByteBuffer(bytes: answer.bytes(page))
    context.writeAndFlush(wrapOutboundOut(buffer))
      .whenComplete { _ in channel.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
