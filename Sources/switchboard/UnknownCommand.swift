import ArgumentParser
import Configuration

/// A word on the command line that is no command, where one is expected.
struct UnknownCommand: Equatable {
  var word: String
  /// The commands before it: `agent` of `agent ad`.
  var path: [String]
  /// What can stand there.
  var known: [String]

  /// The first such word; `nil` when there is none.
  ///
  /// ArgumentParser calls it an argument too many, and after `help` it says nothing at all.
  init?(_ words: [String], of root: any ParsableCommand.Type) {
    var command = root
    path = []
    let isHelp = words.first == "help"
    for word in words.dropFirst(isHelp ? 1 : 0) {
      let commands = command.configuration.subcommands
      guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
      guard let next = commands.first(where: { $0.isCalled(word) }) else {
        if !isHelp, !path.isEmpty, word == "help" { return nil }
        self.word = word
        known = commands.map { $0._commandName }
        return
      }
      command = next
      path.append(word)
    }
    return nil
  }

  var words: Words {
    let failure = Phrases.unknownCommand(word, after: path, known: known)
    return failure.words
  }
}

extension ParsableCommand {
  fileprivate static func isCalled(_ word: String) -> Bool {
    _commandName == word || configuration.aliases.contains(word)
  }
}
