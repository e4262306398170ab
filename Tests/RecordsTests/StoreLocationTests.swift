import Records
import Scratch
import Testing

@Suite struct StoreLocationTests {
  @Test func theVariableComesFirst() throws {
    let scratch = try Scratch()
    try scratch.write("/srv/two\nmore\n", to: "switchboard.store")
    let both = ["SWITCHBOARD_STORE": "/srv/one", "AST_CONFIG_DIR": scratch.folder]
    #expect(StoreLocation.find { both[$0] }.file == "/srv/one/switchboard.sqlite")
  }

  @Test func thenTheLineBesideAsterisksConfiguration() throws {
    let scratch = try Scratch()
    try scratch.write("/srv/two\r\nmore\n", to: "switchboard.store")
    let variables = ["SWITCHBOARD_STORE": "", "AST_CONFIG_DIR": scratch.folder]
    #expect(StoreLocation.find { variables[$0] }.folder == "/srv/two")
  }

  @Test(arguments: [
    "  /srv/two  \n", "\t/srv/two\t", "# the store\n/srv/two\n", "\n \n  # a\r\n\r\n /srv/two\r\n",
  ])
  func blanksAndCommentsAreNoPath(text: String) throws {
    let scratch = try Scratch()
    try scratch.write(text, to: "switchboard.store")
    let variables = ["AST_CONFIG_DIR": scratch.folder]
    #expect(StoreLocation.find { variables[$0] }.folder == "/srv/two")
  }

  @Test func thenTheUsualPlace() {
    let variables = ["AST_CONFIG_DIR": "/nowhere"]
    #expect(StoreLocation.find { variables[$0] }.folder == "/var/lib/switchboard")
  }
}
