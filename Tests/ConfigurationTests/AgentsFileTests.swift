import Configuration
import Records
import Testing

/// `agents.yaml`, changed in place.
@Suite struct AgentsFileTests {
  private let text = """
    # Who takes calls.
    1001:                # the first
      name: 王芳
      queues: [sales]
      # her languages
      skills: {english: 3}

    # Night shift
    1002: {name: Li, queues: [sales]}

    1003:
        name: "Anna: the third"
        pin: "$6$old"
    # the end

    """

  private let agent = AgentSettings(
    number: "1050",
    name: "O'Brien (night)",
    team: "yes",
    skills: [Skill("english", 3)],
    queues: ["sales", "support"],
    roles: [.supervisor]
  )

  @Test func anAgentComesLastAndTheRestStays() throws {
    var file = AgentsFile(text)
    try file.add(agent)
    #expect(
      file.text == text + """
        1050:
          name: "O'Brien (night)"
          team: "yes"
          skills: {english: 3}
          queues: [sales, support]
          roles: [supervisor]

        """
    )
    #expect(file.has("1050"))
    #expect(throws: AgentsFile.Refusal.present) { try file.add(agent) }
  }

  @Test(arguments: ["", "# nobody yet\n", "# nobody yet", "\n\n"])
  func theFirstAgent(text: String) throws {
    var file = AgentsFile(text)
    try file.add(AgentSettings(number: "0100", name: "王芳"))
    #expect(file.text.hasSuffix("\"0100\":\n  name: 王芳\n"))
    #expect(file.text.hasPrefix(text))
    #expect(file.has("0100"))
  }

  @Test func anAgentGoesWithItsLinesAndNoOthers() throws {
    var file = AgentsFile(text)
    try file.remove("1001")
    #expect(file.text.hasPrefix("# Who takes calls.\n\n# Night shift\n1002:"))
    try file.remove("1002")
    try file.remove("1003")
    #expect(file.text == "# Who takes calls.\n\n# Night shift\n\n# the end\n")
    #expect(throws: AgentsFile.Refusal.absent) { try file.remove("1003") }
  }

  @Test func aPINIsSetWhereItWasOrFirst() throws {
    var file = AgentsFile(text)
    try file.setPIN("$6$salt$new", of: "1003")
    let anna = "    name: \"Anna: the third\"\n    pin: \"$6$salt$new\"\n# the end"
    #expect(file.text.contains(anna))
    try file.setPIN("$6$salt$new", of: "1001")
    #expect(file.text.contains("# the first\n  pin: \"$6$salt$new\"\n  name: 王芳\n"))
    #expect(throws: AgentsFile.Refusal.absent) { try file.setPIN("$6$a$b", of: "1009") }
  }

  /// What lines do not tell is left alone.
  @Test(arguments: [
    "{1001: {name: A}}", "- 1001", "just words", "1001: {name: A",
    "1001: &a {name: A}\n1002: *a\n...\n", "  1001:\n    name: A\n",
  ])
  func whatIsNotSureIsLeft(text: String) {
    var file = AgentsFile(text)
    #expect(throws: AgentsFile.Refusal.self) { try file.add(agent) }
    #expect(file.text == text)
  }

  @Test(arguments: ["1002", "1004", "1005", "1006"])
  func aPINThatIsNotSureIsLeft(number: String) {
    let text = """
      1002: {name: Li}
      1004:
        name: A
        pin:
          "$6$old"
      1005: &x
        name: B
      1006: {
        name: C }
      """
    var file = AgentsFile(text)
    if number != "1005" {
      #expect(throws: AgentsFile.Refusal.unsure) { try file.setPIN("$6$a$b", of: number) }
      #expect(file.text == text)
    } else {
      #expect(throws: Never.self) { try file.setPIN("$6$a$b", of: number) }
    }
  }

  /// However it is written, all that is not meant says the same afterwards.
  @Test func whatComesOutIsReadAgain() throws {
    for name in [
      "王芳", "O'Brien", "yes", "- x", "a: b", "#1".replacing("#", with: "n"), "007", "a\u{D4E}: b",
      "a\u{600}: b",
    ] {
      var file = AgentsFile(text)
      try file.add(AgentSettings(number: "1050", name: name))
      try file.remove("1050")
      #expect(file.text == text || file.text + "\n" == text)
    }
  }
}
