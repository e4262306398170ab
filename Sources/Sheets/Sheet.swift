import Glibc

/// A table in a file: separated values, or one sheet of an Excel workbook.
public struct Sheet {
  /// What it was read from.
  public let form: Form
  private var reader: Reader

  /// What a table was read from.
  public enum Form: Equatable, Sendable {
    /// Separated values in an encoding.
    case csv(TextEncoding, separator: Character)
    /// A sheet of a workbook.
    case xlsx(sheet: String)
  }

  /// What a person knows better than we would guess.
  public struct Choice: Sendable {
    /// How the text is encoded.
    public var encoding: TextEncoding?
    /// What divides the values.
    public var separator: Character?
    /// The workbook's sheet.
    public var sheet: String?

    /// Leaves to us what is not said.
    public init(encoding: TextEncoding? = nil, separator: Character? = nil, sheet: String? = nil) {
      (self.encoding, self.separator, self.sheet) = (encoding, separator, sheet)
    }
  }

  private enum Reader {
    case csv(CSVReader)
    case xlsx(XLSXReader)
  }

  /// Reads a file, whole.
  public init(path: String, _ choice: Choice = Choice()) throws(SheetError) {
    try self.init(Self.read(path), choice)
  }

  /// Reads a file's bytes; what they begin with tells what they are.
  public init(_ bytes: [UInt8], _ choice: Choice = Choice()) throws(SheetError) {
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw SheetError(.oldWorkbook) }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      let reader = try XLSXReader(bytes, sheet: choice.sheet)
      (form, self.reader) = (.xlsx(sheet: reader.name), .xlsx(reader))
    } else {
      let text = try DecodedText(bytes, as: choice.encoding)
      let reader = CSVReader(text.bytes, separator: choice.separator?.asciiValue)
      let separator = Character(Unicode.Scalar(reader.separator))
      (form, self.reader) = (.csv(text.encoding, separator: separator), .csv(reader))
    }
  }

  /// Reads the next record that holds anything.
  ///
  /// - Returns: Whether there was one.
  public mutating func next(into record: inout Record) throws(SheetError) -> Bool {
    switch reader {
    case .csv(var csv):
      // One owner, or each record would copy.
      defer { reader = .csv(csv) }
      return try csv.next(into: &record)
    case .xlsx(var xlsx):
      defer { reader = .xlsx(xlsx) }
      return try xlsx.next(into: &record)
    }
  }

  /// Goes back to where a record began.
  public mutating func seek(_ position: Int, line: Int) {
    switch reader {
    case .csv(var csv):
      csv.seek(position, line: line)
      reader = .csv(csv)
    case .xlsx(var xlsx):
      xlsx.seek(position, line: line)
      reader = .xlsx(xlsx)
    }
  }

  /// A gigabyte is more than any directory.
  private static let longest = 1 << 30

  private static func read(_ path: String) throws(SheetError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SheetError(.unreadable, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw SheetError(.unreadable, String(cString: strerror(errno)))
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece[..<count])
      guard bytes.count <= longest else { throw SheetError(.tooLarge) }
    }
  }
}
