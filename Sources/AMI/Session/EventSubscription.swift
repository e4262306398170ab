/// The events that one subscriber asked for, in Asterisk's order, and the gaps between them.
///
/// It holds from the moment it is made: what an action causes that is sent afterwards is in it. Read it from
/// one place at a time. When it is let go, its classes leave the session's `EventMask`.
public struct EventSubscription: AsyncSequence, Sendable {
  /// An event, or a gap.
  public typealias Element = EventDelivery

  /// Reads a subscription.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let registration: Registration
    private var taken: [EventDelivery] = []
    private var place = 0

    fileprivate init(_ registration: Registration) {
      self.registration = registration
    }

    /// The next event or gap; `nil` when the client has stopped, or the task is cancelled.
    public mutating func next() async -> EventDelivery? {
      if place == taken.count {
        taken = []
        place = 0
        guard let more = await registration.buffer.take() else { return nil }
        taken = more
      }
      defer { place += 1 }
      return taken[place]
    }

    /// As ``next()``; `nil` also when the time is up, and then nothing may be read after it.
    mutating func next(until end: ContinuousClock.Instant) async -> EventDelivery? {
      if place == taken.count {
        let buffer = registration.buffer
        let more = await withTaskGroup(of: [EventDelivery]?.self) { group in
          group.addTask { await buffer.take() }
          group.addTask {
            try? await Task.sleep(until: end)
            return nil
          }
          defer { group.cancelAll() }
          return await group.next() ?? nil
        }
        guard let more else { return nil }
        taken = more
        place = 0
      }
      return await next()
    }
  }

  /// Ends the subscription when the last of its owners is gone.
  final class Registration: Sendable {
    let buffer: EventBuffer
    private let end: @Sendable () -> Void

    init(_ buffer: EventBuffer, end: @escaping @Sendable () -> Void) {
      self.buffer = buffer
      self.end = end
    }

    deinit { end() }
  }

  private let registration: Registration

  init(_ registration: Registration) {
    self.registration = registration
  }

  /// A reader.
  public func makeAsyncIterator() -> Iterator { Iterator(registration) }
}
