import AGI

/// Listens to a second of the caller's voice by `EAGI()` and tells the dialplan how loud it was.
struct Ear: Script {
  func run(_ call: Call) throws {
    guard let audio = call.audio else {
      try call.set("EAR", to: "deaf")
      return
    }
    let frames = Array(audio.prefix(50))
    let samples = frames.map(\.count).reduce(0, +)
    let peak = frames.joined().map { $0.magnitude }.max() ?? 0
    try call.set(
      "EAR",
      to: "\(frames.count) frames \(samples) samples \(peak > 1000 ? "loud" : "low")"
    )
  }
}

Ear.main()
