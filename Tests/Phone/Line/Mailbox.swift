import Glibc

extension PhoneLoop {
  /// Where other threads leave orders for the loop.
  final class Mailbox: Sendable {
    typealias Order = @Sendable (PhoneLoop) -> Void

    /// Readable while orders lie in the box.
    let descriptor: Int32
    /// Whether the loop has ended.
    let closed = Watched(false)
    private let orders = Watched([Order]())

    private let bell: Int32

    init() throws {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw PhoneError(systemCall: "pipe") }
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
      (descriptor, bell) = (ends[0], ends[1])
    }

    /// Leaves an order.
    ///
    /// After the loop has ended nobody obeys.
    func post(_ order: @escaping Order) {
      closed.read { isClosed in
        guard !isClosed else { return }
        orders.changeQuietly { $0.append(order) }
        // A full pipe has rung already.
        var ring: UInt8 = 1
        _ = write(bell, &ring, 1)
      }
    }

    func takeAll() -> [Order] {
      var rings = [UInt8](repeating: 0, count: 256)
      while read(descriptor, &rings, rings.count) > 0 {}
      return orders.changeQuietly { orders in
        defer { orders = [] }
        return orders
      }
    }

    func close() {
      closed.change { isClosed in
        isClosed = true
        Glibc.close(descriptor)
        Glibc.close(bell)
      }
    }
  }
}
