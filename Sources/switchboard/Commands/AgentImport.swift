import ArgumentParser
import Configuration
import Records
import Sheets

extension AgentCommand {
  struct Import: Command {
    static let configuration = CommandConfiguration(
      abstract: "Add agents from a file: CSV or .xlsx.",
      discussion: """
        The first line names the columns: number, name, and perhaps team, queues, skills and roles \
        (工号, 姓名, 班组, 队列, 技能, 角色). Several queues or skills of one agent have blanks or \
        semicolons between: "sales support", "english=3 loans=5". When a line is wrong, nobody is \
        added, and every such line is told.
        """
    )

    @Argument(help: "The file.")
    var file: String

    @OptionGroup var table: SheetOptions
    @OptionGroup var options: AgentOptions

    var form: Form { options.form }

    func answer(in world: World) throws -> AgentImportReport {
      let sheet = try AgentSheet(file, table)
      let agents = sheet.agents
      let (check, applied) = try options.change(in: world) { text in
        for agent in agents {
          try AgentsText.change(&text, agent, of: options.path) { file in try file.add(agent) }
        }
      }
      return AgentImportReport(
        numbers: agents.map(\.number),
        ignoredColumns: sheet.ignored,
        check: check,
        applied: applied
      )
    }
  }
}

/// Agents as a table has them.
private struct AgentSheet {
  private(set) var agents: [AgentSettings] = []
  /// The columns that nothing is taken from.
  private(set) var ignored: [String] = []

  private static let columns = [
    ["number", "工号"], ["name", "姓名"], ["team", "班组"], ["queues", "queue", "队列"],
    ["skills", "skill", "技能"], ["roles", "role", "角色"],
  ]

  init(_ file: String, _ options: SheetOptions) throws {
    var records: [(line: Int, cells: [String])] = []
    do {
      var sheet = try options.open(file)
      var record = Record()
      while try sheet.next(into: &record) {
        let cells = (0..<record.count).map { record.text($0) }
        records.append((record.line, cells))
      }
    } catch let error as SheetError {
      throw Phrases.unreadable(file, error)
    }
    let head = records.first?.cells.map { $0.lowercased() } ?? []
    let places = Self.columns.map { names in head.firstIndex { names.contains($0) } }
    guard places[0] != nil, places[1] != nil else { throw Phrases.noAgentColumns(file) }
    ignored = try Self.others(records.first?.cells ?? [], than: places, file)
    var troubles: [(line: Int, words: Words)] = []
    var seen: Set<String> = []
    for (line, cells) in records.dropFirst() {
      let texts = places.map { place in
        place.flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
      }
      do throws(Trouble) {
        let agent = try Self.agent(texts)
        guard seen.insert(agent.number).inserted else {
          throw Trouble(words: Mistake.repeatedKey(agent.number).what)
        }
        agents.append(agent)
      } catch {
        troubles.append((line, error.words))
      }
    }
    guard troubles.isEmpty else { throw Phrases.badAgentLines(file, troubles) }
  }

  /// The columns that are none of ours.
  ///
  /// - Throws: `Failure` for one that may be ours by another name, or holds what no file may.
  private static func others(
    _ cells: [String],
    than places: [Int?],
    _ file: String
  ) throws -> [String] {
    var others: [String] = []
    for (index, name) in cells.enumerated() where !name.isEmpty && !places.contains(index) {
      let plain = name.lowercased()
      if let known = columns.first(where: { $0.contains(plain) }) {
        throw Phrases.twoColumns(known[0])
      }
      if ["pin", "password", "密码"].contains(plain) { throw Phrases.secretColumn(name) }
      if let meant = Heading.meant(by: plain, among: columns.joined().map(\.self)) {
        throw Phrases.nearColumn(name, meant)
      }
      others.append(name)
    }
    return others
  }

  private struct Trouble: Error {
    var words: Words
  }

  private static func agent(_ texts: [String]) throws(Trouble) -> AgentSettings {
    var agent = AgentSettings(number: texts[0], name: texts[1])
    agent.team = texts[2].isEmpty ? nil : texts[2]
    agent.queues = words(texts[3])
    for text in words(texts[4]) {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let level = Int(parts[1]) else {
        throw Trouble(words: Phrases.noSkill(text).what)
      }
      agent.skills.append(Skill(String(parts[0]), level))
    }
    for text in words(texts[5]) {
      guard let role = AgentSettings.Role(rawValue: text) else {
        throw Trouble(words: Phrases.noRole(text).what)
      }
      agent.roles.append(role)
    }
    if let trouble = AgentCheck.trouble(with: agent) { throw Trouble(words: trouble.what) }
    return agent
  }

  private static func words(_ text: String) -> [String] {
    text.split { " ;；、|".contains($0) }.map(String.init)
  }
}

/// What became of a table of agents.
struct AgentImportReport: Report {
  var numbers: [String]
  var ignoredColumns: [String]
  var check: CheckReport?
  var applied: ApplyReport?

  var isGood: Bool { check == nil && applied?.isGood ?? true }

  func text(in world: World) -> String {
    if let check {
      return check.text(in: world) + "\n" + world.text(Phrases.agentsFileLeft)
    }
    let next = applied.map { $0.text(in: world) } ?? world.text(Phrases.applyNext)
    let ignored =
      ignoredColumns.isEmpty
      ? [] : [world.text(Phrases.ignoredColumns(ignoredColumns.joined(separator: ", ")))]
    return (ignored + [world.text(Phrases.agentsAdded(numbers.count)), next])
      .joined(separator: "\n")
  }
}

extension Phrases {
  static func agentsAdded(_ count: Int) -> Words {
    Words(
      count == 1 ? "1 agent is in agents.yaml now" : "\(count) agents are in agents.yaml now",
      "已将 \(count) 名坐席写入 agents.yaml"
    )
  }

  static func noAgentColumns(_ file: String) -> Failure {
    Failure(
      what: Words("\(file) has no columns number and name", "\(file) 没有“工号”和“姓名”两列"),
      fix: Words(
        "name the columns in the first line: number,name,team,queues,skills,roles",
        "请在第一行写列名：工号,姓名,班组,队列,技能,角色"
      )
    )
  }

  static func nearColumn(_ name: String, _ meant: String) -> Failure {
    Failure(
      what: Words("nothing is known of a column \(name)", "没有名为 \(name) 的列"),
      fix: Words(
        "nobody was added; call it \(meant), or remove it",
        "未添加任何人；请改名为 \(meant)，或删除该列"
      )
    )
  }

  static func secretColumn(_ name: String) -> Failure {
    Failure(
      what: Words("no PIN or password is taken from a file", "不会从文件读取 PIN 或密码"),
      fix: Words(
        "nobody was added; remove the column \(name), and set PINs by switchboard agent pin NUMBER",
        "未添加任何人；请删除列 \(name)，用 switchboard agent pin 工号 设置 PIN"
      )
    )
  }

  static func badAgentLines(_ file: String, _ troubles: [(line: Int, words: Words)]) -> Failure {
    Failure(
      what: Words("\(file) has lines that cannot be taken", "\(file) 有无法读取的行"),
      fix: Words("nobody was added; correct these lines", "未添加任何人；请改正以下各行"),
      lines: troubles.map { line, words in
        Words("\(file):\(line): \(words.english)", "\(file):\(line)：\(words.chinese)")
      }
    )
  }
}
