import Control
import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import Operations
import Records
import ServiceLifecycle
import Synchronization

/// The control socket: requests of people and programs on this machine, one JSON line each.
///
/// Everybody on the machine may connect, to be told what they may do: the kernel says who they are,
/// and the configuration what their role is. Nothing that is sent says who one is.
struct ControlServer: Service {
  private let path: String
  private let desk: ControlDesk
  private let leadership: Leadership
  private let listening: Heartbeat
  private let log: Logger
  private let visitors = Visitors()

  /// The longest line.
  private static let limit = 65_536

  /// Listens at a path of the file system; `listening` beats from then on.
  init(
    path: String,
    _ desk: ControlDesk,
    _ leadership: Leadership,
    listening: Heartbeat,
    log: Logger
  ) {
    self.path = path
    self.desk = desk
    self.leadership = leadership
    self.listening = listening
    self.log = log
  }

  /// Answers until the daemon stops; who is connected, and what is being done for them, is not waited for.
  func run() async throws {
    let listener = try await listen()
    // Whoever took over has a socket of its own there.
    defer { if leadership.remaining > .zero { unlink(path) } }
    listening.beatFromNowOn()
    log.info("answers \(path)")
    try? await gracefulShutdown()
    try? await listener.close()
    await visitors.end()
  }

  private func listen() async throws -> any Channel {
    try removeStale()
    do {
      // A socket that NIO makes takes the path away when it is closed, also that of whoever took over.
      return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        // Who sends all they want and then its end is answered all the same.
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture { try admit(channel) }
        }
        .withBoundSocket(try socketForAll())
        .get()
    } catch {
      throw DaemonError("\(path): \(error): is its folder there, and may this user write in it?")
    }
  }

  /// A socket to which everybody may connect.
  private func socketForAll() throws -> Int32 {
    let socket = try ControlSocket.listening(at: path, backlog: 64)
    guard chmod(path, 0o666) == 0 else {
      let reason = String(cString: strerror(errno))
      close(socket)
      throw DaemonError(reason)
    }
    return socket
  }

  /// Removes the socket of a daemon that was killed, and that of one from whom this one took over; what is
  /// no socket, or answers otherwise, is left: it may be another store's.
  private func removeStale() throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw DaemonError("\(path) is there, and is no socket: name another --control")
    }
    let listener = ControlSocket.listener(at: path)
    if listener == nil || listener == leadership.predecessor?.holder.process {
      unlink(path)
      return
    }
    throw DaemonError(
      "\(path) is answered by another daemon: stop it first, or name another --control"
    )
  }

  /// Lets somebody in, unless too many are in already: descriptors belong to callers.
  ///
  /// On the connection's loop. What NIO hands over must be read to its end, whatever happens meanwhile: so
  /// it has its task from the beginning.
  private func admit(_ channel: any Channel) throws {
    let peer = try channel.pipeline.syncOperations
      .withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { Peer(descriptor: $0) }
    guard let peer = peer ?? nil else {
      throw DaemonError("\(path): the kernel does not say who connects")
    }
    let turns = Turns(on: channel.eventLoop)
    try channel.pipeline.syncOperations.addHandlers([
      ByteToMessageHandler(LineDecoder(), maximumBufferSize: Self.limit), turns,
    ])
    let connection = try Connection(wrappingChannelSynchronously: channel)
    let (begin, end) = (turns.begin.futureResult, turns.end.futureResult)
    visitors.enter(peer.user) { trouble in
      do {
        try await serve(connection, peer, trouble, from: begin, until: end)
      } catch {
        log.debug("a connection of \(peer.name) ended: \(error)")
      }
    }
  }

  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private func serve(
    _ connection: Connection,
    _ peer: Peer,
    _ trouble: Reply.Trouble?,
    from begin: EventLoopFuture<Void>,
    until end: EventLoopFuture<Void>
  ) async throws {
    try await connection.executeThenClose { lines, output in
      try await begin.get()
      if let trouble { return try await output.write(try Self.line(Reply(id: 0, error: trouble))) }
      for try await line in lines {
        try await desk.answer(line, of: peer, until: end) { reply in
          try await output.write(try Self.line(reply))
        }
      }
    }
  }

  private static func line(_ reply: Reply) throws -> ByteBuffer {
    var line = ByteBuffer(bytes: try JSONEncoder.line.encode(reply))
    line.writeInteger(UInt8(ascii: "\n"))
    return line
  }
}

/// Sees when a connection can be written to, and when the other end sends no more.
private final class Turns: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// Nothing can be written before.
  let begin: EventLoopPromise<Void>
  /// Who follows is told no more from then on.
  let end: EventLoopPromise<Void>

  init(on loop: any EventLoop) {
    begin = loop.makePromise()
    end = loop.makePromise()
  }

  func channelActive(context: ChannelHandlerContext) {
    begin.succeed()
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { end.succeed() }
    context.fireUserInboundEventTriggered(event)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    begin.succeed()
    end.succeed()
  }
}

extension JSONEncoder {
  /// One line, in the same order each time.
  fileprivate static var line: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

/// Cuts what comes at line feeds.
private struct LineDecoder: NIOSingleStepByteToMessageDecoder {
  typealias InboundOut = ByteBuffer

  mutating func decode(buffer: inout ByteBuffer) throws -> ByteBuffer? {
    guard let end = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = buffer.readSlice(length: end - buffer.readerIndex)
    buffer.moveReaderIndex(forwardBy: 1)
    return line
  }

  mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> ByteBuffer? {
    try decode(buffer: &buffer)
  }
}
