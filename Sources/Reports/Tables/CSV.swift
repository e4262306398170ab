/// A table as comma-separated values, which spreadsheets open without harm.
public struct CSV: Equatable, Sendable {
  /// One cell.
  public enum Cell: Equatable, Sendable {
    /// A text, whoever wrote it.
    case text(String)
    /// A number of ours.
    case number(Int)
    /// A fraction of ours, to four places.
    case fraction(Double?)
  }

  /// The lines, with the names of the columns first.
  public private(set) var text: String

  /// Begins with the names of the columns.
  public init(_ columns: [String]) {
    text = ""
    append(columns.map { .text($0) })
  }

  /// Adds a line.
  public mutating func append(_ cells: [Cell]) {
    text += cells.map(Self.written).joined(separator: ",") + "\r\n"
  }

  private static func written(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): quoted(harmless(text))
    case .number(let number): String(number)
    case .fraction(let value): value.map { decimal($0, places: 4) } ?? ""
    }
  }

  /// A text that no spreadsheet takes for a formula: callers and systems write into these cells.
  private static func harmless(_ text: String) -> String {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      "'" + text
    default: text
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(byte)
    }
    guard needsQuotes else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

/// A number with so many places behind its point, rounded half away from zero.
public func decimal(_ value: Double, places: Int) -> String {
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  let rounded = Int((value.magnitude * Double(scale)).rounded())
  let sign = value < 0 && rounded > 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(rounded)" }
  let fraction = String(rounded % scale)
  let zeros = String(repeating: "0", count: places - fraction.utf8.count)
  return "\(sign)\(rounded / scale).\(zeros)\(fraction)"
}
