/// A subscription as the connection sees it, on the connection's event loop alone.
final class Subscriber {
  let id: UInt64
  let classes: EventClasses
  let wants: (@Sendable (Message) -> Bool)?
  let buffer: EventBuffer
  /// Whether Asterisk is known to send its events.
  var flows = false
  /// What came in the read that is being worked on.
  private var batch: [EventDelivery] = []

  init(
    _ id: UInt64,
    _ classes: EventClasses,
    _ buffer: EventBuffer,
    where wants: (@Sendable (Message) -> Bool)?
  ) {
    self.id = id
    self.classes = classes
    self.buffer = buffer
    self.wants = wants
  }

  /// Takes an event of its classes, and no other: not even one that a caller's data made up.
  func offer(_ event: Message, _ theirs: EventClasses) {
    guard flows, !theirs.isDisjoint(with: classes) else { return }
    if let wants, !wants(event) { return }
    batch.append(.event(event))
  }

  func gap(_ gap: EventDelivery.Gap) {
    batch.append(.gap(lost: nil, gap))
  }

  func flush() {
    guard !batch.isEmpty else { return }
    buffer.append(batch)
    batch.removeAll(keepingCapacity: batch.count <= 1024)
  }
}
