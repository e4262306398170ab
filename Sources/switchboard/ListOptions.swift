import ArgumentParser

/// How many lines of a list are wanted.
protocol LineLimit: ParsableArguments {
  var limit: Int { get }
}

extension LineLimit {
  /// The limit, which lets something through.
  func checked() throws -> Int {
    guard limit > 0 else { throw Phrases.noLimit(limit) }
    return limit
  }
}

/// How much of what is kept is shown.
struct Page: LineLimit {
  @Option(help: "How many are shown at most.")
  var limit = 1_000
}

/// How much of what grows day by day is shown.
struct Latest: LineLimit {
  @Option(help: "How many at most.")
  var limit = 50
}

/// Something of which a list has the number.
struct NumberedItem: ParsableArguments {
  @Argument(help: "Its number, as the list has it.")
  var number: Int

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form
}
