import Foundation
import Laboratory

extension Laboratory {
  /// Says where a daemon finds this Asterisk, which is called `lab`, and its queue_log.
  ///
  /// - Parameters:
  ///   - manager: Where its manager interface is.
  ///   - more: Further lines of its entry.
  /// - Throws: When it cannot be published.
  func publish(manager: String, _ more: String...) throws {
    let folder = directory + "/yaml"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lines =
      [
        "manager: \(manager)", "secrets: \(etc)/switchboard/manager-secrets.conf",
        "queue_log: \(log)/queue_log",
      ] + more
    let files = [
      "routing.yaml": "default: {to: hangup}\n",
      "switchboard.yaml": """
      zone: Asia/Shanghai
      languages: [zh, en]
      servers:
        lab:
          \(lines.joined(separator: "\n    "))
      """,
    ]
    for (name, text) in files {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try tool("apply", folder)
  }
}
