import Control
import Foundation
import Logging
import NIOCore
import Records
import Synchronization

/// Decides what a request may do, and does it.
struct ControlDesk: Sendable {
  private let floor: Floor
  private let commands: SupervisorCommands
  private let page: MetricsPage
  private let published: @Sendable () -> PublishedConfiguration?
  private let log: Logger

  /// Answers for a floor.
  ///
  /// - Parameters:
  ///   - floor: The floor.
  ///   - commands: Who does what is asked for.
  ///   - page: What Prometheus reads.
  ///   - published: What is published now: who may do what.
  ///   - log: Where commands are told.
  init(
    _ floor: Floor,
    _ commands: SupervisorCommands,
    _ page: MetricsPage,
    published: @escaping @Sendable () -> PublishedConfiguration?,
    log: Logger
  ) {
    self.floor = floor
    self.commands = commands
    self.page = page
    self.published = published
    self.log = log
  }

  /// What asks for the page of figures.
  static let metrics = "metrics"

  typealias Send = (Reply) async throws -> Void

  /// Answers one line; what is followed, until nobody asks any more.
  func answer(
    _ line: ByteBuffer,
    of peer: Peer,
    until end: EventLoopFuture<Void>,
    _ send: Send
  ) async throws {
    let request: Request
    do {
      request = try JSONDecoder().decode(Request.self, from: Data(line.readableBytesView))
    } catch {
      let example = #"{"v":1,"id":1,"do":"queues"}"#
      return try await send(
        Reply(
          id: 0,
          error: .init("malformed", "this is no request: write one line such as \(example)")
        )
      )
    }
    do {
      try await answer(request, of: peer, until: end, send)
    } catch let trouble as Reply.Trouble {
      try await send(Reply(id: request.id, error: trouble))
    }
  }

  private func answer(
    _ request: Request,
    of peer: Peer,
    until end: EventLoopFuture<Void>,
    _ send: Send
  ) async throws {
    guard request.version == Request.currentVersion else {
      throw Reply.Trouble(
        "version",
        """
        this daemon speaks version \(Request.currentVersion), not \(request.version): \
        update one of the two
        """
      )
    }
    guard let role = peer.role(by: published()?.roles ?? []) else {
      throw Reply.Trouble(
        "forbidden",
        """
        \(peer.name) has no role here: an administrator names the user, or a group of theirs, \
        under roles in switchboard.yaml, and applies it
        """
      )
    }
    if let part = View.Part(rawValue: request.command) {
      let view = View(parts: [part], isWhole: role >= .manager)
      try await show(view, request, until: end, send)
    } else if request.command == Self.metrics {
      try await send(Reply(id: request.id, metrics: page.text()))
    } else {
      let done = try await commands.act(request, for: peer, role)
      try await send(Reply(id: request.id, done: done))
    }
  }

  private func show(
    _ view: View,
    _ request: Request,
    until end: EventLoopFuture<Void>,
    _ send: Send
  ) async throws {
    func whole() -> FloorReport {
      var report = floor.report(view)
      let centre = published()
      report.zone = centre?.zone ?? centre?.settings.zone
      return report
    }
    guard request.arguments["follow"] == "yes" else {
      return try await send(Reply(id: request.id, floor: whole()))
    }
    let (changes, stop) = floor.follow()
    let hasLeft = Atomic(false)
    end.whenComplete { _ in
      hasLeft.store(true, ordering: .relaxed)
      stop()
    }
    try await send(Reply(id: request.id, more: true, floor: whole()))
    for await change in changes {
      guard let report = floor.report(of: change, view) else { continue }
      try await send(Reply(id: request.id, more: true, floor: report))
    }
    try Task.checkCancellation()
    if hasLeft.load(ordering: .relaxed) { return }
    throw Reply.Trouble("too-slow", "more happened than was read here: ask again")
  }
}
