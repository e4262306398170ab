import Configuration
import Database
import Foundation
import Glibc
import Records

/// What is on this machine of an Asterisk: its programs, sounds and log, and who it runs as.
struct AsteriskExamination {
  static let place = "asterisk"

  /// The folder of its configuration.
  let etc: String
  let store: StoreLocation
  let settings: Settings
  let world: World

  /// The programs that the dialplan runs.
  static let programs = [
    "agi-route", "agi-ivr", "agi-survey", "agi-callback", "agi-ended", "agi-switch",
  ]

  func run() -> Examination {
    guard let main = AsteriskConfiguration("asterisk.conf", in: etc) else {
      return Examination(notes: [Phrases.noAsteriskHere(etc)])
    }
    func folder(_ key: String, _ usual: String) -> String {
      main["directories", key] ?? usual
    }
    let data = folder("astdatadir", "/usr/share/asterisk")
    return programs(in: folder("astagidir", data + "/agi-bin")) + sounds(in: data + "/sounds")
      + log() + process(folder("astrundir", "/var/run/asterisk"))
  }

  // MARK: Programs

  private func programs(in folder: String) -> Examination {
    let findings = Self.programs.compactMap { name -> Finding? in
      let path = "\(folder)/\(name)"
      guard access(path, F_OK) == 0 else { return Phrases.noProgram(path) }
      guard let mode = status(of: path)?.st_mode, mode & 0o111 == 0o111 else {
        return Phrases.notExecutable(path)
      }
      let answer = world.run([path, "--version"], .seconds(5))
      guard answer.status == 0, answer.output == "\(ProgramVersion.current)" else {
        return Phrases.otherVersion(path, of: answer.status == 0 ? answer.output : nil)
      }
      return nil
    }
    let isWell = findings.isEmpty
    return Examination(findings: findings, notes: isWell ? [Phrases.programsAreWell(folder)] : [])
  }

  // MARK: Sounds

  /// Every prompt that ships, as `switchboard check` looks for them.
  private func sounds(in folder: String) -> Examination {
    let folder = settings.sounds ?? folder
    guard let sounds = SoundFolder(folder) else {
      return Examination(findings: [Phrases.noSoundFolder(folder)])
    }
    let command = PromptCommand(settings.promptCommand)
    let sheet = PromptSheet(nil, languages: settings.languages, command: command, sounds: sounds)
    let missing = sheet.lines.filter { $0.state == .missing }.map { "\($0.language)/\($0.path)" }
    guard missing.isEmpty else {
      return Examination(findings: [Phrases.soundsMissing(folder, missing)])
    }
    return Examination(notes: [Phrases.soundsAreWell(folder)])
  }

  // MARK: The log

  /// A log that has keys in it has PINs in it.
  private func log() -> Examination {
    guard let logger = AsteriskConfiguration("logger.conf", in: etc) else {
      return Examination(notes: [Phrases.noLoggerFile(etc)])
    }
    let findings = (logger.sections["logfiles"] ?? []).compactMap { line -> Finding? in
      // [formatter] may stand before the levels.
      let levels = line.value.split(separator: "]").last.map(String.init) ?? ""
      let words = levels.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces).lowercased()
      }
      let isLogged = words.contains { $0 == "dtmf" || $0 == "*" }
      return isLogged ? Phrases.keysAreLogged(etc + "/logger.conf", line.key) : nil
    }
    return Examination(findings: findings)
  }

  // MARK: The process

  /// Whether the Asterisk that runs now may use the store, and read what `apply` makes: started with `-G`
  /// it has one group, whatever its user is a member of.
  private func process(_ folder: String) -> Examination {
    guard let text = try? String(contentsOfFile: folder + "/asterisk.pid", encoding: .utf8),
      let process = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)),
      let lines = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    else { return Examination() }
    func numbers(_ name: String) -> Set<UInt32> {
      let line = lines.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
      return Set(line.split(whereSeparator: \.isWhitespace).dropFirst().compactMap { UInt32($0) })
    }
    let users = numbers("Uid")
    let groups = numbers("Gid").union(numbers("Groups"))
    let secrets = settings.asteriskFiles.map { [$0 + "/pjsip-secrets.conf"] } ?? []
    let outside = ([store.folder] + secrets).filter { path in
      guard let file = status(of: path) else { return false }
      return !groups.contains(file.st_gid) && !users.contains(file.st_uid) && !users.contains(0)
    }
    return Examination(findings: outside.map(Phrases.asteriskOutside))
  }
}
