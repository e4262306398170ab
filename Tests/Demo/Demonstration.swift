import Glibc
import Laboratory
import Phone

/// Real calls through a private Asterisk, told from the caller's side and from the store's.
@main struct Demonstration {
  /// The queues and who answers them.
  private static let queues = ["sales": ["1001"], "support": ["1002"], "vip": ["1003"]]
  private static let guest = "1010"

  /// A number for a phone of the house to dial: the way of a call from outside.
  private static let dialplan = """
    [switchboard-outbound](+)
    exten => _400800123X,1,Goto(switchboard-inbound,${EXTEN},1)

    """

  static func main() {
    let keeps = CommandLine.arguments.contains("--keep")
    do {
      try run(keeps: keeps)
    } catch {
      tell("The demonstration failed: \(error)")
      exit(1)
    }
  }

  private static func run(keeps: Bool) throws {
    let laboratory = try Laboratory(
      Equipment(
        agents: ["1001", "1002", "1003", guest],
        queues: queues,
        files: ["extensions.conf": dialplan],
        programs: Equipment.releasePrograms
      ),
      name: "demo"
    )
    tell("Asterisk \(laboratory.fullVersion) runs at \(laboratory.sip); the example centre:")
    try laboratory.renderPrompts(of: Laboratory.example)
    tell(indented(try laboratory.tool("apply", Laboratory.example)))
    let agents = try ["1001", "1002", "1003"].map { number in
      try laboratory.agentPhone(
        number,
        manner: .answers(
          after: .milliseconds(400),
          saying: .tone(hertz: 440),
          hangingUpAfter: .seconds(9)
        )
      )
    }
    tell("Agents 1001, 1002 and 1003 have registered. \(Scene.all.count) callers call at once.\n")
    let failed = try play(Scene.all, in: laboratory)
    if keeps { stay(laboratory) }
    withExtendedLifetime(agents) {}
    Laboratory.stopAll()
    guard failed == 0 else {
      tell("\(failed) of \(Scene.all.count) calls did not go as they should.")
      exit(1)
    }
    tell("All \(Scene.all.count) calls went as they should.")
    tell("Next: scripts/demo --keep for a softphone of your own; README.md for your own Asterisk.")
  }

  /// Plays all scenes at once, tells each, in order, and counts those that failed.
  private static func play(_ scenes: [Scene], in laboratory: Laboratory) throws -> Int {
    let stories = try together(scenes.count) { scenes[$0].play(in: laboratory) }
    for (number, story) in stories.enumerated() {
      tell("\(number + 1). \(story.title)")
      tell("   What the caller's phone saw:")
      tell(indented(story.transcript, by: 6))
      tell("   What the store holds:")
      tell(indented(story.rows, by: 6))
      if let failure = story.failure { tell("   FAILED: \(failure)") }
      tell("")
    }
    return stories.count { $0.failure != nil }
  }

  private static func stay(_ laboratory: Laboratory) {
    tell(
      """
      It goes on running for your own softphone. Register it on this machine:
        server    \(laboratory.sip)  (UDP)
        user      \(guest)
        password  \(Equipment.password)
      Dial 4008001234 for the menu, 4008001239 for the closed office, 1001 for an agent.
      What happened to your calls:
        .build/release/switchboard calls --store \(laboratory.store)
      It listens on this machine alone.
      End with Ctrl-C.
      """
    )
    while true { pause() }
  }
}

/// The text with each line moved to the right.
func indented(_ text: String, by count: Int = 2) -> String {
  let margin = String(repeating: " ", count: count)
  return text.split(separator: "\n").map { margin + $0 }.joined(separator: "\n")
}

/// Prints at once, also into a pipe.
func tell(_ text: String) {
  print(text)
  fflush(nil)
}
