import Configuration
import Records
import Sheets

/// What the cells of a line may hold.
enum CellText {
  /// How many bytes a name may have.
  static let longestName = 255
  /// How many bytes a note, or a field of the site's own, may have.
  static let longestNote = 4_000

  /// Whether a field of the site's own may be called so.
  static func isFieldName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64 && !name.utf8.contains(UInt8(ascii: "="))
      && !hasControl(ArraySlice(name.utf8), mayBreakLines: false)
  }

  /// Whether anything but text is in it: controls of a terminal, the end of a line.
  static func hasControl(_ text: ArraySlice<UInt8>, mayBreakLines: Bool) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var before: UInt8 = 0
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
          if !mayBreakLines { return true }
        case ..<0x20, 0x7F: return true
        case 0x80...0x9F where before == 0xC2: return true
        default: break
        }
        before = byte
      }
      return false
    }
  }

  /// A cell's text, which may be one line of some length.
  static func line(
    _ cell: ArraySlice<UInt8>,
    _ name: String,
    limit: Int = longestName
  ) throws(LineMistake) -> ArraySlice<UInt8> {
    let text = Formula.text(cell)
    guard text.count <= limit else { throw .tooLong(name, limit: limit) }
    guard !hasControl(text, mayBreakLines: false) else { throw .control(name) }
    return text
  }

  /// Checks a cell's text, which may have several lines.
  static func check(_ cell: ArraySlice<UInt8>, _ name: String) throws(LineMistake) {
    guard cell.count <= longestNote else { throw .tooLong(name, limit: longestNote) }
    guard !hasControl(Formula.text(cell), mayBreakLines: true) else { throw .control(name) }
  }

  /// A text of several lines, each ended by a line feed.
  static func lines(_ cell: ArraySlice<UInt8>) -> String {
    let text = String(decoding: Formula.text(cell), as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    return String(
      text.replacing("\r\n", with: "\n").map { $0 == "\r" ? "\n" : $0 }
    )
  }

  /// A language's code, also by its name.
  static func language(_ text: String) throws(LineMistake) -> String? {
    switch text.lowercased() {
    case "": return nil
    case "中文", "汉语", "普通话", "chinese", "mandarin": return "zh"
    case "英文", "英语", "english": return "en"
    default:
      let parts = text.split(separator: "_", omittingEmptySubsequences: false)
      let isCode =
        (1...2).contains(parts.count)
        && parts.allSatisfy { part in
          (2...3).contains(part.utf8.count)
            && part.utf8.allSatisfy { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 }
        }
      guard isCode else { throw .noLanguage(text) }
      return text
    }
  }

  /// An agent's number.
  static func agent(_ text: String) throws(LineMistake) -> String? {
    if text.isEmpty { return nil }
    guard text.utf8.count <= 20, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw .noAgent(text)
    }
    return text
  }

  /// Whether numbers can begin so.
  static func isPrefix(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "+") ? text.utf8.dropFirst() : text.utf8[...]
    return (1...15).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
  }

  // MARK: Numbers

  /// Refuses a number from which nobody calls.
  static func check(_ number: PhoneNumber, _ plan: NumberPlan) throws(LineMistake) {
    guard let digits = number.normalised, let doubt = plan.doubt(of: digits), doubt != .local else {
      return
    }
    throw LineMistake(.doubtfulNumber(digits, doubt))
  }

  /// Refuses a number that is on a list to no good.
  static func check(_ number: String, on list: String) throws(LineMistake) {
    guard list == Blacklist.name, NumberPlan.emergencies.contains(number) else { return }
    throw LineMistake(.blockedEmergency(number))
  }

  /// The numbers of a cell: one, or several with a mark between them.
  ///
  /// A mark that a number could have in it divides only what is no number otherwise.
  static func numbers(
    _ cell: ArraySlice<UInt8>,
    _ plan: NumberPlan
  ) throws(LineMistake) -> [PhoneNumber] {
    if cell.isEmpty { return [] }
    let isPlain = cell.allSatisfy { (48...57).contains($0) }
    let written = String(decoding: Formula.text(cell), as: UTF8.self)
    let text = isPlain ? written : plain(written)
    if let one = PhoneNumber(written: text, plan: plan) { return [one] }
    if isShortened(text) { throw .shortened(written) }
    let parts = text.split { ";；、|/,，\n\r\r\n".contains($0) }
    guard parts.count > 1 else { throw .noNumber(written) }
    var numbers: [PhoneNumber] = []
    for part in parts {
      let digits = part.drop { $0 == " " }
      guard let one = PhoneNumber(written: String(digits), plan: plan) else {
        throw .noNumber(written)
      }
      numbers.append(one)
    }
    return numbers
  }

  /// The number as it was meant: without what a phone's address book, a Chinese keyboard and a
  /// spreadsheet add to it.
  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      // Wide digits and signs.
      case 0xFF10...0xFF19, 0xFF0B, 0xFF0D, 0xFF08, 0xFF09, 0xFF03, 0xFF0A:
        if let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { plain.append(narrow) }
      // A hyphen by another name; a wide blank.
      case 0x2010...0x2015, 0x2212: plain.append("-")
      case 0x3000: plain.append(" ")
      // Marks of the direction of writing, and blanks without width.
      case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: continue
      default: plain.append(scalar)
      }
    }
    let digits = String(plain)
    if digits.first == "'", digits.utf8.count > 1 { return String(digits.dropFirst()) }
    return decimal(digits) ?? digits
  }

  /// `13800000666.0` and `1.3800000666E+10` with all their digits.
  private static func decimal(_ text: String) -> String? {
    guard let (mantissa, exponent) = power(text) else {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].utf8.count > 4, !parts[1].isEmpty,
        parts[1].allSatisfy({ $0 == "0" }), parts[0].utf8.allSatisfy({ (48...57).contains($0) })
      else { return nil }
      return String(parts[0])
    }
    let digits = mantissa.filter { $0 != "." }
    return digits.utf8.count == exponent + 1 ? digits : nil
  }

  /// Whether it is a power of ten that says fewer digits than the number had.
  private static func isShortened(_ text: String) -> Bool {
    power(text) != nil
  }

  private static func power(_ text: String) -> (mantissa: String, exponent: Int)? {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard parts.count == 2, let exponent = Int(parts[1]), (1...15).contains(exponent),
      Double(parts[0]) != nil, parts[0].utf8.first != UInt8(ascii: "-"),
      parts[0].utf8.dropFirst().first == UInt8(ascii: ".") || parts[0].utf8.count == 1
    else { return nil }
    return (String(parts[0]), exponent)
  }
}
