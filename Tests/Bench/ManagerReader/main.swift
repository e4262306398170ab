// What `scripts/bench ami` measures: one handler that reads the name and two headers of every event.
//   ami-reader PORT
import AMI
import Glibc

guard let port = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }) else { exit(64) }

let client = AMIClient(
  Configuration(port: port, credentials: Credentials(username: "bench", secret: "bench"))
)
let events = client.events(.all, capacity: 200_000)
let running = Task { try await client.run() }

var counts = (events: 0, channels: 0, lost: 0)
reading: for await delivery in events {
  switch delivery {
  case .gap(let lost, _): counts.lost += lost ?? 0
  case .event(let event):
    if event.isEvent("BenchEnd") { break reading }
    counts.events += 1
    if event["Channel"] != nil, event["Uniqueid"] != nil { counts.channels += 1 }
  }
}
print(counts.events, counts.channels, counts.lost)
exit(0)
