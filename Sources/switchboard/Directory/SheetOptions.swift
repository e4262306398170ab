import ArgumentParser
import Sheets

/// How a table is read out of a file.
struct SheetOptions: ParsableArguments {
  @Option(help: "utf-8, gb18030 or utf-16 (otherwise as the file looks).")
  var encoding: String?

  @Option(help: "comma, semicolon or tab (otherwise as the first line looks).")
  var separator: String?

  @Option(help: "The workbook's sheet (otherwise the first).")
  var sheet: String?

  /// Opens the file.
  func open(_ file: String) throws -> Sheet {
    var choice = Sheet.Choice(sheet: sheet)
    if let encoding {
      guard let known = TextEncoding(named: encoding) else {
        throw Phrases.noChoice("--encoding", encoding, ["utf-8", "gb18030", "utf-16"])
      }
      choice.encoding = known
    }
    if let separator {
      switch separator {
      case "comma", ",": choice.separator = ","
      case "semicolon", ";": choice.separator = ";"
      case "tab", "\t", "\\t": choice.separator = "\t"
      default:
        throw Phrases.noChoice("--separator", separator, ["comma", "semicolon", "tab"])
      }
    }
    return try Sheet(path: file, choice)
  }
}
