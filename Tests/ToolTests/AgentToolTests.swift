import Database
import Foundation
import Records
import Scratch
import Testing

@testable import switchboard

/// `switchboard agent`.
@Suite struct AgentToolTests {
  private let tool: Tool
  private let yaml: String

  init() throws {
    tool = try Tool()
    yaml = try tool.writeConfiguration()
    try tool.scratch.write(
      "sales: {overflow: message 100}\nsupport: {overflow: message 100, skills: {english: 2}}",
      to: "yaml/queues.yaml"
    )
    try tool.scratch.write(
      "asterisk: {files: \(tool.scratch.folder)/made}",
      to: "yaml/switchboard.yaml"
    )
    try tool.scratch.write(
      "# the first\n1001: {name: 王芳, queues: [sales]}\n",
      to: "yaml/agents.yaml"
    )
  }

  private func agent(_ words: String...) throws -> Int32 {
    try tool.run(["agent"] + words + ["--directory", yaml])
  }

  private var agents: String {
    get throws { try String(contentsOfFile: yaml + "/agents.yaml", encoding: .utf8) }
  }

  @Test func oneCommandAddsAnAgent() throws {
    let code = try agent(
      "add",
      "1050",
      "--name",
      "李强",
      "--team",
      "sales",
      "--queues",
      "sales, support",
      "--skill",
      "english=3",
      "--apply",
      "--show-password"
    )
    #expect(code == 0)
    #expect(
      try agents == """
        # the first
        1001: {name: 王芳, queues: [sales]}
        1050:
          name: 李强
          team: sales
          skills: {english: 3}
          queues: [sales, support]

        """
    )
    #expect(tool.output.hasPrefix("1050 is in agents.yaml now\n"))
    #expect(tool.output.contains("member => Local/1050@switchboard-agents/n,7,1050,PJSIP/1050"))
    #expect(tool.output.contains("published revision 1"))
    #expect(tool.output.contains("for the phone: user 1050, password "))
    #expect(try tool.run("agent", "list") == 0)
    #expect(tool.output.contains("1050    李强  sales  sales, support  english=3"))
  }

  @Test func aPasswordThatNobodyMakesIsToldBeforeAnythingIsDone() throws {
    let before = try agents
    try tool.scratch.write("zone: Asia/Shanghai\n", to: "yaml/switchboard.yaml")
    #expect(try agent("add", "1050", "--name", "Li", "--apply", "--show-password") == 1)
    #expect(tool.notices.hasPrefix("no passwords are made for phones: \(yaml)/switchboard.yaml"))
    #expect(try agents == before)
    #expect(!FileManager.default.fileExists(atPath: tool.scratch.location.file))
    #expect(try agent("add", "1050", "--name", "Li", "--apply") == 0)
  }

  /// With --apply the agent would be in the file, and nothing else would have come of it.
  @Test func whatCannotBeAppliedIsNotWritten() throws {
    let before = try agents
    try tool.scratch.write("default: {to: queue nowhere}\n", to: "yaml/routing.yaml")
    #expect(try agent("add", "1050", "--name", "Li", "--apply") == 1)
    #expect(tool.output.contains("there is no queue \"nowhere\""))
    #expect(tool.output.hasSuffix("agents.yaml was left as it was\n"))
    #expect(try agents == before)
    tool.environment["SWITCHBOARD_STORE"] = "/dev/null/store"
    try tool.scratch.write("default: {to: queue sales}\n", to: "yaml/routing.yaml")
    #expect(try agent("add", "1050", "--name", "Li", "--apply") == 1)
    #expect(try agents == before)
    // Without it, the mistakes of other files are their own matter.
    try tool.scratch.write("default: {to: queue nowhere}\n", to: "yaml/routing.yaml")
    #expect(try agent("add", "1050", "--name", "Li") == 0)
  }

  @Test func withoutApplyItSaysSo() throws {
    #expect(try agent("add", "1050", "--name", "Li") == 0)
    #expect(
      tool.output
        == "1050 is in agents.yaml now\nit holds when it is applied: run switchboard apply\n"
    )
    #expect(tool.ran.isEmpty)
  }

  @Test(arguments: [
    (["add", "1001", "--name", "A"], "1001 is in "),
    (["add", "abc", "--name", "A"], "\"abc\" is no agent's number"),
    (["add", "1050", "--name", "A\nB"], "\"A"),
    (["add", "1050", "--name", "A", "--queues", "a b"], "\"a b\" cannot be a name"),
    (["add", "1050", "--name", "A", "--skill", "english"], "\"english\" is no skill with a level"),
    (["add", "1050", "--name", "A", "--skill", "english=11"], "\"11\" is out of bounds"),
    (["add", "1050", "--name", "A", "--role", "boss"], "there is no role \"boss\""),
    (["remove", "1050"], "1050 is not in "),
    (["pin", "1050", "--pin-stdin"], "1050 is not in "),
  ])
  func whatCannotBeIsSaid(words: [String], what: String) throws {
    let before = try agents
    tool.secrets = ["471147"]
    #expect(try tool.run(["agent"] + words + ["--directory", yaml]) == 1)
    #expect(tool.notices.hasPrefix(what), "\(tool.notices)")
    #expect(try agents == before)
  }

  @Test func anAgentInNoSuchQueueIsNotAdded() throws {
    let before = try agents
    #expect(try agent("add", "1050", "--name", "A", "--queues", "nowhere") == 1)
    #expect(tool.output.contains("there is no queue \"nowhere\""))
    #expect(tool.output.hasSuffix("agents.yaml was left as it was\n"))
    #expect(try agents == before)
    try FileManager.default.removeItem(atPath: yaml + "/agents.yaml")
    #expect(try agent("add", "1050", "--name", "A", "--queues", "nowhere") == 1)
    #expect(!FileManager.default.fileExists(atPath: yaml + "/agents.yaml"))
  }

  @Test func aFileThatIsNotSureIsLeftAndTheLinesAreShown() throws {
    try tool.scratch.write("{1001: {name: A}}", to: "yaml/agents.yaml")
    #expect(try agent("add", "1050", "--name", "Li") == 1)
    #expect(tool.notices.contains("is written in a way that is not changed safely"))
    #expect(tool.notices.hasSuffix("write there yourself\n1050:\n  name: Li\n"))
    #expect(try agents == "{1001: {name: A}}")
  }

  @Test func anAgentIsRemoved() throws {
    #expect(try agent("remove", "1001", "--apply") == 0)
    #expect(try agents == "# the first\n")
    #expect(try tool.run("agent", "list") == 0)
    #expect(tool.output == "no agents\n")
  }

  @Test func aPINIsKeptAsItsHash() throws {
    try tool.scratch.write("1001:\n  name: 王芳\n  queues: [sales]\n", to: "yaml/agents.yaml")
    tool.secrets = ["471147"]
    #expect(try agent("pin", "1001", "--pin-stdin", "--apply") == 0)
    #expect(tool.output.hasPrefix("the PIN of 1001 is set\n"))
    let store = try Store(at: tool.scratch.location, .administrator)
    let hash = try #require(try store.revision().agent("1001")?.pin)
    #expect(PINHash.matches("471147", hash))
    #expect(try !agents.contains("471147"))
    for text in [tool.output, tool.notices] {
      #expect(!text.contains("471147"))
      #expect(!text.contains(hash))
    }
    #expect(try tool.run("agent", "list", "--json") == 0)
    #expect(!tool.output.contains(hash))
  }

  @Test func aPINIsAskedForTwice() throws {
    try tool.scratch.write("1001:\n  name: A\n  queues: [sales]\n", to: "yaml/agents.yaml")
    tool.secrets = ["471147", "471148"]
    #expect(try agent("pin", "1001") == 1)
    #expect(tool.notices.hasSuffix("the two PINs differ: run it again\n"))
    tool.secrets = ["471147", "471147"]
    #expect(try agent("pin", "1001") == 0)
    tool.secrets = ["471147", "471147"]
    #expect(try tool.run("agent", "pin") == 0)
    #expect(PINHash.matches("471147", tool.output.trimmingCharacters(in: .newlines)))
  }

  @Test func ownerAndRightsOfTheFileStay() throws {
    let path = yaml + "/agents.yaml"
    chmod(path, 0o640)
    let isRoot = geteuid() == 0
    if isRoot { chown(path, 65_534, 65_534) }
    #expect(try agent("add", "1050", "--name", "Li") == 0)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
    #expect(status.st_uid == (isRoot ? 65_534 : geteuid()))
    #expect(status.st_gid == (isRoot ? 65_534 : getegid()))
  }

  @Test func whatAKilledOneLeftGoes() throws {
    // No process has such a number.
    try tool.scratch.write("1001: {na", to: "yaml/.agents.yaml.99999999")
    try tool.scratch.write("mine", to: "yaml/.agents.yaml.bak")
    #expect(try agent("add", "1050", "--name", "Li") == 0)
    #expect(!FileManager.default.fileExists(atPath: yaml + "/.agents.yaml.99999999"))
    #expect(FileManager.default.fileExists(atPath: yaml + "/.agents.yaml.bak"))
  }

  @Test(arguments: ["123", "1111", "12a4", "1234567890123", "1001", ""])
  func aPINThatIsNone(pin: String) throws {
    try tool.scratch.write("1001:\n  name: A\n  queues: [sales]\n", to: "yaml/agents.yaml")
    tool.secrets = [pin]
    #expect(try agent("pin", "1001", "--pin-stdin") == 1)
    #expect(tool.notices.hasPrefix("that is no PIN: "))
    #expect(pin.isEmpty || pin == "1001" || !tool.notices.contains(pin))
  }
}

/// `switchboard agent import`.
@Suite struct AgentImportTests {
  private let tool: Tool
  private let yaml: String

  init() throws {
    tool = try Tool()
    yaml = try tool.writeConfiguration()
    try tool.scratch.write("sales: {overflow: message 100}\n", to: "yaml/queues.yaml")
    try tool.scratch.write("1001: {name: 王芳, queues: [sales]}\n", to: "yaml/agents.yaml")
  }

  private func importing(_ text: String) throws -> Int32 {
    try tool.scratch.write(text, to: "agents.csv")
    return try tool.run(
      "agent",
      "import",
      tool.scratch.folder + "/agents.csv",
      "--directory",
      yaml
    )
  }

  private var agents: String {
    get throws { try String(contentsOfFile: yaml + "/agents.yaml", encoding: .utf8) }
  }

  @Test func aTableOfAgentsIsAdded() throws {
    let text =
      "\u{FEFF}工号,姓名,班组,队列,技能\r\n1050,李强,夜班,sales,english=3 loans=5\r\n0100,\"Anna\",,,\r\n"
    #expect(try importing(text) == 0)
    #expect(tool.output.hasPrefix("2 agents are in agents.yaml now\n"))
    #expect(
      try agents == """
        1001: {name: 王芳, queues: [sales]}
        1050:
          name: 李强
          team: 夜班
          skills: {english: 3, loans: 5}
          queues: [sales]
        "0100":
          name: Anna

        """
    )
  }

  @Test func aTableIsReadAsOtherImportsReadIt() throws {
    let path = tool.scratch.folder + "/agents.csv"
    // 工号;姓名 1050;张三, in GB18030.
    try Data([
      0xB9, 0xA4, 0xBA, 0xC5, 0x3B, 0xD0, 0xD5, 0xC3, 0xFB, 0x0A, 0x31, 0x30, 0x35, 0x30, 0x3B,
      0xD5,
      0xC5, 0xC8, 0xFD, 0x0A,
    ]).write(to: URL(filePath: path))
    func importing(_ options: String...) throws -> Int32 {
      try tool.run(["agent", "import", path, "--directory", yaml] + options)
    }
    #expect(try importing("--encoding", "utf-8") == 1)
    #expect(tool.notices.contains("that is no UTF-8 text"))
    #expect(try importing("--encoding", "ebcdic") == 1)
    #expect(try importing("--encoding", "gb18030", "--separator", "semicolon") == 0)
    #expect(tool.output.hasPrefix("1 agent is in agents.yaml now\n"))
    #expect(try agents.hasSuffix("1050:\n  name: 张三\n"))
  }

  @Test func everyWrongLineIsToldAndNobodyIsAdded() throws {
    let before = try agents
    let text = "number,name,skills\n1050,A,\nx,B,\n1051,C,english\n1050,D,\n1052,=1+1,\n"
    #expect(try importing(text) == 1)
    let file = tool.scratch.folder + "/agents.csv"
    #expect(
      tool.notices.split(separator: "\n").dropFirst() == [
        "\(file):3: \"x\" is no agent's number", "\(file):4: \"english\" is no skill with a level",
        "\(file):5: \"1050\" stands here twice", "\(file):6: \"=1+1\" cannot be shown as a name",
      ]
    )
    #expect(try agents == before)
  }

  @Test func oneQueueIsAQueueAndOtherColumnsAreNamed() throws {
    #expect(try importing("number,name,queue,email\n1050,A,sales,a@b\n") == 0)
    #expect(tool.output.hasPrefix("nothing is taken from the columns email\n"))
    #expect(try agents.hasSuffix("1050:\n  name: A\n  queues: [sales]\n"))
  }

  @Test(arguments: [
    ("number,name,rolle\n1050,A,agent\n", "nothing is known of a column rolle: "),
    ("number,name,qeues\n1050,A,sales\n", "nothing is known of a column qeues: "),
    ("number,name,PIN\n1050,A,471147\n", "no PIN or password is taken from a file: "),
    ("number,name,queue,queues\n1050,A,sales,sales\n", "two columns are called queues: "),
  ])
  func aColumnThatMayBeMeantOtherwiseIsRefused(text: String, words: String) throws {
    let before = try agents
    #expect(try importing(text) == 1)
    #expect(tool.notices.hasPrefix(words), "\(tool.notices)")
    #expect(try agents == before)
  }

  @Test(arguments: [
    "number,name\n1001,A\n", "a,b\n1050,A\n", "number,name,queues\n1050,A,nowhere\n", "",
  ])
  func whatCannotBeAddedIsNot(text: String) throws {
    let before = try agents
    #expect(try importing(text) == 1)
    #expect(try agents == before)
  }
}
