import Glibc

/// A terminal's other screen, drawn again and again; when it is left, what was there before is back.
struct LiveScreen {
  private let output: (String) throws -> Void

  /// `nil` where standard output is no terminal: a pipe and a file get no escape sequences.
  init?(in world: World) {
    guard world.environment["TERM"] != "dumb", ScreenSize.now() != nil else { return nil }
    output = world.output
  }

  /// Shows the other screen, without a cursor, where nothing wraps.
  func enter() throws {
    // Whoever was stopped now would leave this screen to the shell.
    signal(SIGTSTP, SIG_IGN)
    try output("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l")
  }

  /// Shows the usual screen again.
  func leave() {
    try? output("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
    signal(SIGTSTP, SIG_DFL)
  }

  /// Draws as much of a text as there is room for; `hidden` words how many lines find none.
  func draw(_ text: String, hidden: (Int) -> String) throws {
    guard let size = ScreenSize.now() else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try output(size.frame(size.fit(lines.map { String($0).printable }, hidden: hidden)))
  }
}

/// How much room a terminal has.
struct ScreenSize: Equatable {
  var rows: Int
  var columns: Int

  /// The terminal's behind standard output, as large as it is at the moment; `nil` when there is none.
  static func now() -> ScreenSize? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0
    else { return ScreenSize(rows: 24, columns: 80) }
    return ScreenSize(rows: Int(size.ws_row), columns: Int(size.ws_col))
  }

  /// As many lines as there are rows, none wider than the columns.
  ///
  /// Where some find no room, the last row is how `hidden` words their number; empty ones do not count.
  func fit(_ lines: [String], hidden: (Int) -> String) -> [String] {
    guard lines.count > rows else { return lines.map { $0.cut(toColumns: columns) } }
    let shown = lines.prefix(rows - 1)
    let count = lines.dropFirst(shown.count).count { !$0.isEmpty }
    return (shown + [hidden(count)]).map { $0.cut(toColumns: columns) }
  }

  /// Lines that fit, drawn over what was there: nothing is wiped out that is drawn again.
  ///
  /// The cursor goes back to the top, so that a line feed after it moves nothing.
  func frame(_ lines: [String]) -> String {
    // At the end of a full line, the rest that would be wiped out is its last character.
    let drawn = lines.map { $0.columns < columns ? $0 + "\u{1B}[K" : $0 }
    let rest = lines.count < rows ? "\r\n\u{1B}[J" : ""
    return "\u{1B}[H" + drawn.joined(separator: "\r\n") + rest + "\u{1B}[H"
  }
}

extension String {
  /// As much of its beginning as so many columns hold; a `>` in the last one says that it goes on.
  func cut(toColumns limit: Int) -> String {
    guard columns > limit else { return self }
    var width = 0
    let shown = unicodeScalars.prefix { scalar in
      width += String(scalar).columns
      return width < limit
    }
    return String(shown) + ">"
  }
}
