import AGI
import Laboratory
import Testing

/// What the dialplan sees in `AGISTATUS` after programs that end in different ways.
@Suite struct ExitStatusTests {
  /// Programs for the agi folder.
  static let programs = [
    "exit-zero": "#!/bin/sh\nexit 0\n",
    "exit-one": "#!/bin/sh\nexit 1\n",
    "no-shebang-target": "#!/no/such/interpreter\n",
  ]

  @Test(arguments: [
    ("exit-zero", "SUCCESS"), ("exit-one", "FAILURE"), ("no-such-program", "NOTFOUND"),
    ("no-shebang-target", "FAILURE"),
  ])
  func ofAProgram(_ program: String, _ status: String) async throws {
    let seen = try await Stage.variable("AGISTATUS", after: 3, as: program)
    if program == "exit-one", try Shared.laboratory().fullVersion.hasPrefix("16.") {
      // Asterisk 16 looks at the exit code without waiting for it: seen both ways.
      #expect(seen == "FAILURE" || seen == "SUCCESS")
    } else {
      #expect(seen == status)
    }
  }
}
