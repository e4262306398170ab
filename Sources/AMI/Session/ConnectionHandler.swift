import NIOCore
import NIOSSL

/// Carries bytes from the channel to the ``Connection``.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let connection: Connection
  private var decoder: MessageDecoder
  private var failure: AMIError?

  init(_ connection: Connection, messageLimit: Int) {
    self.connection = connection
    decoder = MessageDecoder(limit: messageLimit)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    Self.unwrapInboundIn(data).withUnsafeReadableBytes { decoder.append($0) }
    connection.read(&decoder, from: context.channel)
  }

  func channelInactive(context: ChannelHandlerContext) {
    connection.closed(
      failure
        ?? AMIError(.connectionLost, doing: "reading", reason: "Asterisk closed the connection"),
      context.channel
    )
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What came first is the reason of what follows.
    failure = failure ?? AMIError.network(error, doing: "reading")
    context.close(promise: nil)
  }
}

extension AMIError {
  /// What the network says, in our terms.
  static func network(_ error: any Error, doing: String) -> AMIError {
    switch error {
    case let error as AMIError: error
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      AMIError(.untrusted, doing: doing, reason: "TLS: \(error)")
    default: AMIError(.connectionLost, doing: doing, reason: "\(error)")
    }
  }
}
