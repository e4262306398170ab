import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Makes one connection and stays until it has ended.
struct Connector {
  private let configuration: Configuration
  private let eventLoop: any EventLoop
  private let connection: NIOLoopBoundBox<Connection>

  init(
    _ configuration: Configuration,
    _ eventLoop: any EventLoop,
    _ connection: NIOLoopBoundBox<Connection>
  ) {
    self.configuration = configuration
    self.eventLoop = eventLoop
    self.connection = connection
  }

  /// Connects, and returns when the session is over.
  ///
  /// When the task is cancelled, it logs off.
  func run() async throws(AMIError) -> Connection.Ending {
    let channel = try await open()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        eventLoop.execute { [connection] in
          let early = connection.value.takeEarlyEnd(of: channel)
          connection.value.begin(channel) { continuation.resume(returning: $0) }
          if !channel.isActive {
            let unknown = AMIError(.connectionLost, doing: "connecting", reason: "closed at once")
            connection.value.closed(early ?? unknown, channel)
          }
        }
      }
    } onCancel: {
      eventLoop.execute { [connection] in connection.value.leave() }
    }
  }

  private func open() async throws(AMIError) -> any Channel {
    do {
      let tls = try context()
      let attempt = Attempt(on: eventLoop)
      begin(attempt, tls)
      return try await withTaskCancellationHandler {
        try await attempt.channel.get()
      } onCancel: {
        attempt.giveUp()
      }
    } catch let error as AMIError {
      throw error
    } catch {
      let cause = Self.cause(of: error)
      throw AMIError(
        .cannotConnect,
        doing: "connecting to \(configuration.host):\(configuration.port)",
        reason: "\(cause): is enabled=yes set in manager.conf, and is the address right?"
      )
    }
  }

  /// The system's word, where there is one: what NIO says names its own types.
  private static func cause(of error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      guard let first = error.connectionErrors.first?.error else {
        return "there is no address of \(error.host)"
      }
      return cause(of: first)
    case let error as IOError: return String(cString: strerror(error.errnoCode))
    case ChannelError.connectTimeout(let time):
      return "no answer within \(time.nanoseconds / 1_000_000_000) s"
    default: return "\(error)"
    }
  }

  private func begin(_ attempt: Attempt, _ tls: NIOSSLContext?) {
    let host = configuration.host
    let messageLimit = configuration.messageLimit
    ClientBootstrap(group: eventLoop)
      .connectTimeout(TimeAmount(configuration.connectDeadline))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.maxMessagesPerRead, value: 16)
      .channelInitializer { [connection] channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(
              try Connector.tlsHandler(tls, host: host)
            )
          }
          try channel.pipeline.syncOperations.addHandler(
            ConnectionHandler(connection.value, messageLimit: messageLimit)
          )
        }
      }
      .connect(host: host, port: configuration.port)
      .whenComplete(attempt.settle)
  }

  private func context() throws -> NIOSSLContext? {
    var settings: TLSConfiguration
    switch configuration.tls {
    case .off: return nil
    case .verified: settings = .makeClientConfiguration()
    case .verifiedBy(let authorities):
      settings = .makeClientConfiguration()
      settings.trustRoots = .file(authorities)
    case .custom(let custom): settings = custom
    }
    do {
      return try NIOSSLContext(configuration: settings)
    } catch {
      // Some of NIO's errors name neither the file nor what is wrong with it.
      if case .verifiedBy(let authorities) = configuration.tls, access(authorities, R_OK) != 0 {
        let why = String(cString: strerror(errno))
        throw AMIError(.untrusted, doing: "preparing TLS", reason: "\(authorities): \(why)")
      }
      throw AMIError(.untrusted, doing: "preparing TLS", reason: "\(error)")
    }
  }

  /// An address has no name to send; the certificate is then checked for the address.
  private static func tlsHandler(
    _ context: NIOSSLContext,
    host: String
  ) throws
    -> NIOSSLClientHandler
  {
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
  }
}

/// A connection in the making, which whoever waits for it may give up at any moment.
///
/// NIO resolves names and connects to the end, also when nobody waits any more: what comes then is closed.
private struct Attempt: Sendable {
  private let promise: EventLoopPromise<any Channel>
  private let isSettled: NIOLoopBoundBox<Bool>

  init(on eventLoop: any EventLoop) {
    promise = eventLoop.makePromise()
    isSettled = .makeBoxSendingValue(false, eventLoop: eventLoop)
  }

  /// The connection, when it stands.
  var channel: EventLoopFuture<any Channel> { promise.futureResult }

  /// The connection stands, or will not; called on the event loop.
  @Sendable func settle(_ result: Result<any Channel, any Error>) {
    if isSettled.value {
      if case .success(let late) = result { late.close(promise: nil) }
    } else {
      isSettled.value = true
      promise.completeWith(result)
    }
  }

  func giveUp() {
    promise.futureResult.eventLoop.execute {
      settle(.failure(AMIError(.cancelled, doing: "connecting", reason: "nothing was sent")))
    }
  }
}
