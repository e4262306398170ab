import Control
import Foundation
import Laboratory
import Testing

/// What `switchboard doctor` finds at a real Asterisk: nothing where all is well, and each fault that
/// is made there.
@Suite struct DoctorTests {
  @Test func aHealthyInstallationHasNoFindingAndEachFaultItsOwn() async throws {
    let site = try Site("doctor")
    try await site.scene { site in
      let patient = try Patient(site)
      let well = try patient.look()
      #expect(well.findings.map(\.code) == [])
      #expect(well.status == 0)
      #expect(
        well.notes.contains { $0.hasPrefix("here is Asterisk \(site.laboratory.fullVersion)") }
      )

      for fault in Fault.all {
        try fault.make(patient)
        let found = try patient.look()
        #expect(found.findings.map(\.code) == fault.codes, "\(fault.name): \(found.findings)")
        #expect(found.status == 1, "\(fault.name)")
        #expect(found.findings.allSatisfy { !$0.fix.isEmpty })
        try fault.mend(patient)
      }
      #expect(try patient.look().findings.map(\.code) == [])

      // A queue of somebody else's is worth a word, and no fault.
      try patient.add("\n[theirs]\n", to: "queues.conf")
      try site.laboratory.console("queue reload all")
      let other = try patient.look()
      #expect(other.findings.map(\.code) == ["queue-unpublished"])
      #expect(other.status == 0)

      patient.daemon.stop()
      #expect(try patient.look().findings.map(\.code) == ["daemon-away", "queue-unpublished"])
    }
  }
}

/// An installation, and what the doctor says of it.
private struct Patient: Sendable {
  let site: Site
  let daemon: Daemon

  struct Findings: Decodable {
    struct Finding: Decodable {
      var place: String
      var code: String
      var what: String
      var fix: String
      var isWarning: Bool
    }
    var findings: [Finding]
    var notes: [String]
    var status: Int32?
  }

  init(_ site: Site) throws {
    self.site = site
    let laboratory = site.laboratory
    // A store as scripts/install makes it, as far as this user may.
    if let group = getgrnam("switchboard") {
      _ = chown(laboratory.store, uid_t.max, group.pointee.gr_gid)
    }
    chmod(laboratory.store, 0o2770)
    try Self.publish(site, manager: "\(laboratory.ami)")
    daemon = try laboratory.startDaemon()
    try waitUntilFloor { $0 == "current" }
  }

  func publish(manager: String) throws { try Self.publish(site, manager: manager) }

  /// Waits until the daemon says so of what it sees: it reads each second what is published.
  func waitUntilFloor(_ isSo: @escaping (String) -> Bool) throws {
    try FloorView(site.laboratory.control).wait("queues") {
      $0.servers?.first.map { isSo($0.floor) } ?? false
    }
  }

  private static func publish(_ site: Site, manager: String) throws {
    let laboratory = site.laboratory
    try site.write(
      """
      languages: [zh, en]
      asterisk:
        files: \(laboratory.etc)/switchboard/generated
        reload: \(laboratory.directory)/asterisk -rx
      servers:
        here:
          manager: \(manager)
          secrets: \(laboratory.etc)/switchboard/manager-secrets.conf

      """,
      to: "switchboard.yaml"
    )
    try laboratory.tool("apply", site.yaml)
  }

  func look() throws -> Findings {
    let laboratory = site.laboratory
    let answer = try laboratory.answer(
      ["doctor", "--json", "--etc", laboratory.etc, "--control", laboratory.control]
    )
    var findings = try JSONDecoder().decode(Findings.self, from: Data(answer.output.utf8))
    findings.status = answer.status
    return findings
  }

  /// A file of Asterisk's configuration.
  func file(_ name: String) -> String { site.laboratory.etc + "/" + name }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: file(name), encoding: .utf8)
  }

  /// Writes into the file as it is, so that its rights stay.
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: file(name), atomically: false, encoding: .utf8)
  }

  func add(_ text: String, to name: String) throws {
    try write(try read(name) + text, to: name)
  }

  func replace(_ old: String, by new: String, in name: String) throws {
    let text = try read(name)
    try #require(text.contains(old))
    try write(text.replacing(old, with: new), to: name)
  }
}

/// Something that is done to an installation, and undone.
private struct Fault: Sendable {
  var name: String
  var codes: [String]
  var make: @Sendable (Patient) throws -> Void
  var mend: @Sendable (Patient) throws -> Void

  /// A text of Asterisk's configuration is replaced, and Asterisk reads it.
  private static func edited(
    _ codes: [String],
    _ file: String,
    _ old: String,
    by new: String,
    then command: String
  ) -> Fault {
    Fault(name: "\(file): \(new)", codes: codes) { patient in
      try patient.replace(old, by: new, in: file)
      try patient.site.laboratory.console(command)
    } mend: { patient in
      try patient.replace(new, by: old, in: file)
      try patient.site.laboratory.console(command)
    }
  }

  static let all = [
    edited(
      ["not-permitted"],
      "switchboard/manager.conf",
      "write = originate,call,reporting",
      by: "write = call,reporting",
      then: "manager reload"
    ),
    edited(
      ["not-permitted"],
      "switchboard/manager.conf",
      "write = agent,call,originate",
      by: "write = call,originate",
      then: "manager reload"
    ),
    edited(
      ["not-readable"],
      "switchboard/manager.conf",
      "read = agent,call,user,system",
      by: "read = call,user,system",
      then: "manager reload"
    ),
    edited(
      ["not-readable"],
      "switchboard/manager.conf",
      "read = call\n",
      by: "read = agent\n",
      then: "manager reload"
    ),
    edited(
      ["login-refused"],
      "switchboard/manager.conf",
      "[switchboard-events](",
      by: "[switchboard-nobody](",
      then: "manager reload"
    ),
    // Another port is published; 16 does not listen again once its manager interface was off.
    Fault(name: "another port", codes: ["floor-unseen", "manager-unreachable"]) {
      try $0.publish(manager: "127.0.0.1:1")
      try $0.waitUntilFloor { $0 != "current" }
    } mend: {
      try $0.publish(manager: "\($0.site.laboratory.ami)")
      try $0.waitUntilFloor { $0 == "current" }
    },
    edited(
      ["queue-missing", "queue-unpublished"],
      "switchboard/generated/queues.conf",
      "[sales]",
      by: "[sails]",
      then: "queue reload all"
    ),
    edited(
      ["dtmf-logged"],
      "logger.conf",
      "full => notice,warning,error,verbose",
      by: "full => notice,dtmf,warning,error,verbose",
      then: "core show uptime"
    ),
    rights(["secrets-open"], 0o644, 0o640) { $0.file("switchboard/manager-secrets.conf") },
    rights(["store-mode"], 0o2755, 0o2770) { $0.site.laboratory.store },
    rights(["store-mode"], 0o644, 0o660) { $0.site.laboratory.store + "/floor.sqlite" },
    Fault(name: "no agi-ended, another agi-ivr", codes: ["program-version", "program-missing"]) {
      unlink($0.site.laboratory.agi + "/agi-ended")
      try $0.site.laboratory.install(script: "#!/bin/sh\necho 0.0.9\n", as: "agi-ivr")
    } mend: { patient in
      for name in ["agi-ended", "agi-ivr"] {
        try patient.site.laboratory.install("\(Laboratory.programs)/\(name)", as: name)
      }
    },
    Fault(name: "no prompt", codes: ["sounds-missing"]) { patient in
      let prompt = patient.site.laboratory.soundFolder + "/zh/switchboard/welcome.ulaw"
      try FileManager.default.moveItem(atPath: prompt, toPath: prompt + ".away")
    } mend: { patient in
      let prompt = patient.site.laboratory.soundFolder + "/zh/switchboard/welcome.ulaw"
      try FileManager.default.moveItem(atPath: prompt + ".away", toPath: prompt)
    },
  ]

  private static func rights(
    _ codes: [String],
    _ wrong: mode_t,
    _ right: mode_t,
    of path: @escaping @Sendable (Patient) -> String
  ) -> Fault {
    Fault(name: codes[0], codes: codes) {
      chmod(path($0), wrong)
    } mend: {
      chmod(path($0), right)
    }
  }
}
