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
  /// The most connections at once.
  private static let connections = 256

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

  /// Answers until the daemon stops.
  func run() async throws {
    let server = try await listen()
    // Whoever took over has a socket of its own there.
    defer { if leadership.remaining > .zero { unlink(path) } }
    listening.beatFromNowOn()
    log.info("answers \(path)")
    do {
      // Who is connected, and what is being done for them, is not waited for.
      try await cancelWhenGracefulShutdown {
        try await server.executeThenClose { connections in
          try await withThrowingDiscardingTaskGroup { group in
            for try await connection in connections {
              group.addTask { await admit(connection) }
            }
          }
        }
      }
    } catch is CancellationError {}
  }

  private typealias Line = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private func listen() async throws -> NIOAsyncChannel<Line, Never> {
    try removeStale()
    do {
      // A socket that NIO makes takes the path away when it is closed, also that of whoever took over.
      return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .bind(try socketForAll()) { channel in
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

  /// A socket to which everybody may connect.
  private func socketForAll() throws(ControlError) -> Int32 {
    let before = umask(0o111)
    defer { umask(before) }
    return try ControlSocket.listening(at: path, backlog: 64)
  }

  /// Removes the socket of a daemon that was killed, and that of one from whom this one took over; any
  /// other one that answers is left: it may be another store's.
  private func removeStale() throws {
    guard access(path, F_OK) == 0 else { return }
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
  private func admit(_ connection: Line) async {
    let count = visitors.count.add(1, ordering: .relaxed).newValue
    defer { visitors.count.subtract(1, ordering: .relaxed) }
    guard count <= Self.connections else {
      let trouble = Reply.Trouble("busy", "\(Self.connections) are connected: close some of them")
      try? await connection.executeThenClose { _, output in
        try await output.write(try Self.line(Reply(id: 0, error: trouble)))
      }
      return
    }
    await serve(connection)
  }

  private static func line(_ reply: Reply) throws -> ByteBuffer {
    var line = ByteBuffer(bytes: try JSONEncoder.line.encode(reply))
    line.writeInteger(UInt8(ascii: "\n"))
    return line
  }

  private final class Visitors: Sendable {
    let count = Atomic<Int>(0)
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
            try await output.write(try Self.line(reply))
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
