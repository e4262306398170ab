import Configuration
import Foundation
import Records

/// The file `agents.yaml`, read and written whole.
enum AgentsText {
  /// Its text; `nil` when there is none.
  static func read(_ path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Phrases.noGeneratedFile(path, error.localizedDescription)
    }
  }

  /// Puts a new text in its place at once; its owner and its rights stay.
  static func write(_ text: String, to path: String) throws {
    let place = place(of: path)
    let folder = GeneratedFolder(path: place.deletingLastPathComponent().path)
    folder.removeDrafts(of: [place.lastPathComponent])
    var status = stat()
    let isThere = stat(place.path, &status) == 0
    try folder.replace(
      place.lastPathComponent,
      with: text,
      mode: isThere ? status.st_mode & 0o777 : 0o644,
      owner: isThere ? (status.st_uid, status.st_gid) : nil
    )
  }

  /// Does `work` while nobody else changes the file by this tool.
  ///
  /// The folder is locked, since the file itself is replaced. Whoever holds the lock is done in a
  /// moment, so it is waited for; a file system without locks goes without.
  static func alone<Result>(with path: String, _ work: () throws -> Result) throws -> Result {
    let folder = place(of: path).deletingLastPathComponent().path
    let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw Phrases.noGeneratedFile(folder, String(cString: strerror(errno))) }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0, errno == EINTR {}
    return try work()
  }

  /// Behind a link is the file that is meant.
  private static func place(of path: String) -> URL {
    URL(filePath: path).resolvingSymlinksInPath()
  }

  /// Changes the file, or says what to write by hand.
  static func change(
    _ file: inout AgentsFile,
    _ agent: AgentSettings,
    of path: String,
    _ body: (inout AgentsFile) throws -> Void
  ) throws {
    try change(&file, agent.number, of: path, AgentsFile.lines(of: agent), body)
  }

  static func change(
    _ file: inout AgentsFile,
    _ number: String,
    of path: String,
    _ words: String = "",
    _ body: (inout AgentsFile) throws -> Void
  ) throws {
    do {
      try body(&file)
    } catch AgentsFile.Refusal.present {
      throw Phrases.agentThere(number, path)
    } catch AgentsFile.Refusal.absent {
      throw Phrases.noAgent(number, path)
    } catch AgentsFile.Refusal.unsure {
      throw Phrases.unsure(path, words)
    }
  }
}

/// Reads a PIN from whoever runs the command.
enum PINInput {
  /// The hash of a PIN that was typed, twice when a person is asked.
  static func hash(for number: String?, asks: Bool, in world: World) throws -> String {
    if asks { world.say(Phrases.askPIN) }
    guard let pin = world.readSecret(asks) else { throw Phrases.noPIN }
    guard (4...12).contains(pin.utf8.count),
      pin.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      Set(pin.utf8).count > 1, pin != number
    else { throw Phrases.weakPIN }
    if asks {
      world.say(Phrases.askAgain)
      guard world.readSecret(asks) == pin else { throw Phrases.otherPIN }
    }
    return try PINHash.make(pin)
  }

  /// A line of standard input; nothing of it is shown on a terminal.
  static func read(_ isAsked: Bool) -> String? {
    var before = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &before) == 0
    if isTerminal {
      var silent = before
      silent.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    }
    defer { if isTerminal { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) } }
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }
}
