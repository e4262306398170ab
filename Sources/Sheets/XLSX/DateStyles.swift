/// Which styles of a workbook show a number as a date or a time.
enum DateStyles {
  /// - Returns: For each style that cells name, whether it is one.
  static func read(_ part: [UInt8]) throws(SheetError) -> [Bool] {
    var scanner = XMLScanner(part)
    var own: [Int: Bool] = [:]
    var styles: [Bool] = []
    var isInCells = false
    while let piece = try scanner.next() {
      switch piece {
      case .start(let name, let attributes, _):
        if scanner.isName(name, "numFmt"),
          let id = number(scanner, "numFmtId", attributes),
          let code = scanner.attribute("formatCode", of: attributes)
        {
          own[id] = isDate(scanner.string(code))
        } else if scanner.isName(name, "cellXfs") {
          isInCells = true
        } else if isInCells, scanner.isName(name, "xf") {
          let id = number(scanner, "numFmtId", attributes) ?? 0
          styles.append(own[id] ?? isDate(builtIn: id))
        }
      case .end(let name):
        if scanner.isName(name, "cellXfs") { isInCells = false }
      case .text: break
      }
    }
    return styles
  }

  private static func number(
    _ scanner: XMLScanner,
    _ name: StaticString,
    _ attributes: Range<Int>
  ) -> Int? {
    scanner.attribute(name, of: attributes).flatMap { Int(scanner.string($0)) }
  }

  /// The formats that every Excel knows by number; 27 to 36 and 50 to 58 are Chinese dates.
  private static func isDate(builtIn id: Int) -> Bool {
    switch id {
    case 14...22, 27...36, 45...47, 50...58: true
    default: false
    }
  }

  /// Whether a format code has a day, month, year, hour, minute or second in it.
  static func isDate(_ code: String) -> Bool {
    var (isQuoted, isBracketed, isEscaped) = (false, false, false)
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\"": isQuoted.toggle()
      case "\\", "_", "*": isEscaped = !isQuoted
      case "[": isBracketed = !isQuoted || isBracketed
      case "]": isBracketed = false
      case "y", "m", "d", "h", "s": if !isQuoted, !isBracketed { return true }
      default: break
      }
    }
    return false
  }
}
