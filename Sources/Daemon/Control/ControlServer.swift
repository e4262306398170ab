import Control
import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import Records
import ServiceLifecycle

/// The control socket: requests of people and programs on this machine, one JSON line each.
///
/// Everybody on the machine may connect, to be told what they may do: the kernel says who they are,
/// and the configuration what their role is. Nothing that is sent says who one is.
struct ControlServer: Service {
  private let path: String
  private let desk: ControlDesk
  private let listening: Heartbeat
  private let log: Logger

  /// The longest line.
  private static let limit = 65_536
  /// The most connections at once.
  private static let connections = 256

  /// Listens at a path of the file system; `listening` beats from then on.
  init(path: String, _ desk: ControlDesk, listening: Heartbeat, log: Logger) {
    self.path = path
    self.desk = desk
    self.listening = listening
    self.log = log
  }

  /// Answers until the daemon stops.
  func run() async throws {
    let server = try await listen()
    defer { unlink(path) }
    listening.beatFromNowOn()
    log.info("answers \(path)")
    try await withTaskCancellationOrGracefulShutdownHandler {
      try await server.executeThenClose { connections in
        try await withThrowingDiscardingTaskGroup { group in
          for try await connection in connections {
            group.addTask { await serve(connection) }
          }
        }
      }
    } onCancelOrGracefulShutdown: {
      server.channel.close(promise: nil)
    }
  }

  private typealias Line = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private func listen() async throws -> NIOAsyncChannel<Line, Never> {
    try removeStale()
    let before = umask(0o111)
    defer { umask(before) }
    do {
      return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.backlog, value: 64)
        .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: false) { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              ByteToMessageHandler(LineDecoder(), maximumBufferSize: Self.limit)
            )
            return try Line(wrappingChannelSynchronously: channel)
          }
        }
    } catch {
      throw DaemonError("\(path): \(error): is its folder there, and may this user write in it?")
    }
  }

  /// Removes the socket of a daemon that was killed; one that answers is left.
  private func removeStale() throws {
    guard access(path, F_OK) == 0 else { return }
    guard ControlSocket.isAnswered(at: path) else {
      unlink(path)
      return
    }
    throw DaemonError(
      "\(path) is answered by another daemon: stop it first, or name another --control"
    )
  }

  private func serve(_ connection: Line) async {
    guard let peer = try? await connection.channel.peer() else {
      try? await connection.channel.close()
      return
    }
    do {
      try await connection.executeThenClose { lines, output in
        for try await line in lines {
          try await desk.answer(line, of: peer) { reply in
            var line = ByteBuffer(bytes: try JSONEncoder.line.encode(reply))
            line.writeInteger(UInt8(ascii: "\n"))
            try await output.write(line)
          }
        }
      }
    } catch {
      log.debug("a connection of \(peer.name) ended: \(error)")
    }
  }
}

extension Channel {
  /// Who is at the other end.
  fileprivate func peer() async throws -> Peer? {
    try await eventLoop.submit {
      try self.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self)
      {
        Peer(descriptor: $0)
      } ?? nil
    }.get()
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
