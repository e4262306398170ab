/// What a workbook holds besides its sheets' cells.
struct Workbook {
  /// Whether its days begin in 1904, as on an old Macintosh.
  private(set) var beginsIn1904 = false
  /// The sheets' names and parts, in order.
  private(set) var sheets: [(name: String, part: String)] = []
  /// The texts that cells refer to.
  private(set) var strings = SharedStrings()
  /// Which styles are dates, by their number.
  private(set) var isDate: [Bool] = []

  /// How large one part may be, inflated: a sheet of a million rows has a few hundred megabytes.
  static let limit = 512 << 20

  init(_ archive: ZipArchive) throws(SheetError) {
    let part = try Self.relations(archive, "_rels/.rels").first { $0.kind == "officeDocument" }
    guard let part else { throw SheetError(.damaged, "_rels/.rels") }
    let folder = part.target.lastIndex(of: "/").map { String(part.target[...$0]) } ?? ""
    let file = part.target.dropFirst(folder.count)
    let relations = try Self.relations(archive, "\(folder)_rels/\(file).rels", folder: folder)
    try readSheets(XMLScanner(archive.part(part.target, limit: Self.limit)), relations)
    if let strings = relations.first(where: { $0.kind == "sharedStrings" }) {
      self.strings = try SharedStrings(archive.part(strings.target, limit: Self.limit))
    }
    if let styles = relations.first(where: { $0.kind == "styles" }) {
      isDate = try DateStyles.read(archive.part(styles.target, limit: Self.limit))
    }
  }

  private struct Relation {
    var id: String
    /// The last word of its type.
    var kind: String
    var target: String
  }

  private static func relations(
    _ archive: ZipArchive,
    _ part: String,
    folder: String = ""
  ) throws(SheetError) -> [Relation] {
    var scanner = XMLScanner(try archive.part(part, limit: limit))
    var relations: [Relation] = []
    while let piece = try scanner.next() {
      guard case .start(let name, let attributes, _) = piece,
        scanner.isName(name, "Relationship"),
        let id = scanner.attribute("Id", of: attributes),
        let type = scanner.attribute("Type", of: attributes),
        let target = scanner.attribute("Target", of: attributes)
      else { continue }
      let path = scanner.string(target)
      relations.append(
        Relation(
          id: scanner.string(id),
          kind: scanner.string(type).split(separator: "/").last.map(String.init) ?? "",
          target: path.hasPrefix("/") ? String(path.dropFirst()) : folder + path
        )
      )
    }
    return relations
  }

  private mutating func readSheets(
    _ document: XMLScanner,
    _ relations: [Relation]
  ) throws(SheetError) {
    var scanner = document
    while let piece = try scanner.next() {
      guard case .start(let name, let attributes, _) = piece else { continue }
      if scanner.isName(name, "workbookPr") {
        let from1904 = scanner.attribute("date1904", of: attributes).map(scanner.string)
        beginsIn1904 = from1904 == "1" || from1904 == "true"
      } else if scanner.isName(name, "sheet"),
        let title = scanner.attribute("name", of: attributes),
        let id = scanner.attribute("id", of: attributes).map(scanner.string),
        let part = relations.first(where: { $0.id == id && $0.kind == "worksheet" })
      {
        sheets.append((scanner.string(title), part.target))
      }
    }
  }
}

/// The texts that cells refer to by number, one after the other.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  init(_ part: [UInt8]) throws(SheetError) {
    var scanner = XMLScanner(part)
    // A phonetic reading is no part of the text.
    var (isText, isPhonetic) = (false, false)
    while let piece = try scanner.next() {
      switch piece {
      case .start(let name, _, let isEmpty):
        if scanner.isName(name, "t") { isText = !isEmpty }
        if scanner.isName(name, "rPh") { isPhonetic = !isEmpty }
        if isEmpty, scanner.isName(name, "si") { ends.append(bytes.count) }
      case .end(let name):
        if scanner.isName(name, "t") { isText = false }
        if scanner.isName(name, "rPh") { isPhonetic = false }
        if scanner.isName(name, "si") { ends.append(bytes.count) }
      case .text(let range, let isRaw):
        if isText, !isPhonetic { scanner.appendText(range, isRaw: isRaw, to: &bytes) }
      }
    }
  }

  /// One of the texts.
  subscript(_ number: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(number) else { return nil }
    return bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }
}
