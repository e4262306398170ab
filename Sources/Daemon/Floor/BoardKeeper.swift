import AMI
import Logging
import Operations
import Records

/// Keeps the board of one Asterisk right: by events, and by asking for the lists after each gap.
struct BoardKeeper: Sendable {
  private let node: String
  private let floor: Floor
  private let log: Logger

  /// How long after lists that could not be had they are asked for again.
  private static let pause = Duration.seconds(1)

  init(_ node: String, on floor: Floor, log: Logger) {
    self.node = node
    self.floor = floor
    self.log = log
  }

  /// Keeps it until the client stops.
  func follow(_ client: AMIClient) async {
    for await delivery in client.events([.agent, .call], capacity: 100_000) {
      switch delivery {
      case .event(let event): floor.take(event, from: node)
      case .gap(_, .disconnected): floor.lose(node)
      case .gap(let lost, let why):
        if why == .overflow {
          log.warning("\(node): \(lost ?? 0) events were lost, the lists are asked for again")
        }
        floor.lose(node)
        // What is sent meanwhile waits in the subscription, and is taken on top.
        while !Task.isCancelled, await !resync(client) {
          try? await Task.sleep(for: Self.pause)
        }
      }
    }
  }

  /// - Returns: Whether the board is right, or the next gap will ask anyway.
  private func resync(_ client: AMIClient) async -> Bool {
    do throws(AMIError) {
      let queues = try await client.list(.queueStatus()).items
      let channels = try await client.list(.coreShowChannels).items
      floor.resync(node, queueStatus: queues, channels: channels)
      return true
    } catch {
      log.warning("\(node): the lists of queues and channels: \(error)")
      return [.connectionLost, .notConnected, .stopped].contains(error.code)
    }
  }
}
