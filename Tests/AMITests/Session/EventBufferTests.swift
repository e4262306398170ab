import Testing

@testable import AMI

struct EventBufferTests {
  private func event(_ number: Int) -> EventDelivery { .event(message("Event: E\(number)")) }

  @Test func whatDoesNotFitIsAGapOfThatMany() async {
    let buffer = EventBuffer(capacity: 2)
    buffer.append((1...5).map(event))
    #expect(await buffer.take() == [event(1), event(2), .gap(lost: 3, .overflow)])
    buffer.append([event(6)])
    #expect(await buffer.take() == [event(6)])
  }

  @Test func afterAGapNothingComesBeforeItWasSeen() async {
    let buffer = EventBuffer(capacity: 1)
    buffer.append([event(1), event(2)])
    buffer.append([event(3), .gap(lost: nil, .disconnected), .gap(lost: nil, .began)])
    #expect(
      await buffer.take() == [
        event(1), .gap(lost: 2, .overflow), .gap(lost: nil, .disconnected), .gap(lost: nil, .began),
      ]
    )
  }

  @Test func sessionsThatComeAndGoUnreadTakeNoRoom() async {
    let buffer = EventBuffer(capacity: 1)
    for _ in 0..<1000 {
      buffer.append([.gap(lost: nil, .began)])
      buffer.append([.gap(lost: nil, .disconnected)])
    }
    buffer.append([.gap(lost: nil, .began)])
    let taken = await buffer.take()
    #expect(taken == [.gap(lost: nil, .disconnected), .gap(lost: nil, .began)])
  }

  @Test func aReaderWaitsAndIsWoken() async {
    let buffer = EventBuffer(capacity: 1)
    async let taken = buffer.take()
    buffer.append([event(1)])
    #expect(await taken == [event(1)])
  }

  @Test func theEndComesAfterWhatWaits() async {
    let buffer = EventBuffer(capacity: 1)
    buffer.append([event(1)])
    buffer.finish()
    #expect(await buffer.take() == [event(1)])
    #expect(await buffer.take() == nil)
  }

  @Test func aCancelledReaderStopsWaiting() async {
    let buffer = EventBuffer(capacity: 1)
    let reader = Task { await buffer.take() }
    reader.cancel()
    #expect(await reader.value == nil)
  }
}
