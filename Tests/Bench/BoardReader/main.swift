// What `scripts/bench board` measures, and what is counted of it: the board takes the events of a floor.
//   board-reader AGENTS QUEUES EVENTS take|skip
// Prints the events a second, and ends with its input. `skip` does all but take the events, so that the
// difference is what they cost.
import AMI
import FloorTraffic
import Glibc
import Operations
import Records

let words = CommandLine.arguments.dropFirst()
let numbers = words.prefix(3).compactMap { Int($0) }
guard numbers.count == 3, let wish = words.last, ["take", "skip"].contains(wish) else { exit(64) }

var traffic = FloorTraffic(agents: numbers[0], queues: numbers[1])
var board = Board(node: "bench")
var now = 1_795_296_028_000_000
_ = board.resync(
  queueStatus: traffic.queueStatus,
  channels: [],
  at: Timestamp(microseconds: now)
)
// Until calls are at each place of their way.
let beginning = FloorTraffic.eventsPerCall * max(numbers[0] / 10, 1)
for event in events(of: &traffic, beginning, &now) {
  _ = board.take(event, at: Timestamp(microseconds: now))
}
let all = events(of: &traffic, numbers[2], &now)
let start = ContinuousClock.now
var touched = 0
if wish == "take" {
  for event in all where !board.take(event, at: Timestamp(microseconds: now)).isEmpty {
    touched += 1
  }
}
let seconds = (ContinuousClock.now - start) / .seconds(1)
print(Int(Double(all.count) / max(seconds, 0.000_001)), touched, board.calls.count)
fflush(nil)
while getchar() != EOF {}

func events(of traffic: inout FloorTraffic, _ count: Int, _ now: inout Int) -> [AMI.Message] {
  var decoder = MessageDecoder()
  var events: [AMI.Message] = []
  events.reserveCapacity(count)
  for _ in 0..<count {
    now += 1_000
    decoder.append(traffic.event(at: now).bytes)
    while case .message(let event) = try? decoder.next() { events.append(event) }
  }
  return events
}
