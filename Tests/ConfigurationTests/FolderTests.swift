import Configuration
import Foundation
import Scratch
import Testing

/// Files that nobody reads, and folders that nobody can read.
@Suite struct FolderTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try Files().write(to: scratch)
  }

  private var findings: [Finding] { Checked(directory: scratch.folder).findings }

  @Test(arguments: [
    ("queues.yml", "queues.yaml"), ("Routing.YAML", "routing.yaml"),
    ("queues.yaml.txt", "queues.yaml"), ("ivr/night.yml", "ivr/night.yaml"),
    ("ivr/night.YAML", "ivr/night.yaml"), ("surveys/short.yml", "surveys/short.yaml"),
    ("IVR", "ivr"), ("notes.txt", nil), ("main.yaml", nil), ("ivr/night", nil),
    ("ivr/old/night.yaml", nil),
  ])
  func aFileThatNobodyReadsIsReported(name: String, meant: String?) throws {
    try scratch.write("a: b", to: name)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(name.hasPrefix(finding.file))
    #expect(finding.mistake == .unknownFile(meant: meant))
    #expect(finding.mistake.fix.chinese != finding.mistake.fix.english)
  }

  @Test(arguments: [".git/config", "ivr/.main.yaml.swp", "routing.yaml~", "README.md"])
  func whatEditorsLeaveBehindIsNot(name: String) throws {
    try scratch.write("a: b", to: name)
    #expect(findings.isEmpty)
  }

  @Test func aFileIsNoFolder() throws {
    try FileManager.default.removeItem(atPath: scratch.folder + "/surveys")
    try scratch.write("", to: "surveys")
    let finding = try #require(findings.first { $0.file == "surveys" })
    #expect(finding.mistake.what.english.hasPrefix("the folder cannot be read: "))
  }

  @Test func aFolderThatLeadsToItselfIsNone() throws {
    let path = scratch.folder + "/surveys"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "surveys")
    #expect(findings.contains { $0.file == "surveys" })
  }

  @Test func aLinkToNothingIsAFileThatCannotBeRead() throws {
    let path = scratch.folder + "/queues.yaml"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    #expect(findings.map(\.file).contains("queues.yaml"))
  }

  @Test func aDirectoryThatIsNotThereSaysSo() {
    let findings = Checked(directory: scratch.folder + "/nowhere").findings
    #expect(findings.map(\.file) == ["."])
  }
}
