import Configuration
import Records
import Sheets

/// What the lines of a file become.
protocol Lines {
  associatedtype Row

  /// The columns that are known.
  static var shape: Columns.Shape { get }

  /// Checks a line.
  ///
  /// - Returns: The keys of the rows that it becomes: numbers, or the beginning of some.
  mutating func keys(of record: Record) throws(LineMistake) -> [String]

  /// What is doubtful about a key, and yet may be right; `nil` when nothing is.
  func doubt(of key: String) -> LineMistake?

  /// One of the rows that a line becomes, which was checked before.
  func row(of record: Record, key: String) -> Row
}

extension NumberPlan {
  /// What is doubtful about the number of a line that is imported all the same.
  fileprivate func mistake(about number: String) -> LineMistake? {
    doubt(of: number).map { LineMistake(.doubtfulNumber(number, $0)) }
  }
}

extension Columns {
  /// The cells of a line whose columns have a meaning.
  func each(
    _ record: Record,
    _ body: (Column, Int) throws(LineMistake) -> Void
  ) throws(LineMistake) {
    for (cell, column) in columns.enumerated() where cell < record.count {
      switch column {
      case .role, .field: try body(column, cell)
      case .ignored: break
      case .unnamed: if !record.utf8(cell).isEmpty { throw .unnamedColumn(cell + 1) }
      }
    }
    // A spreadsheet likes to end lines with empty cells.
    for cell in stride(from: columns.count, to: record.count, by: 1)
    where !record.utf8(cell).isEmpty { throw .tooManyCells(record.count, of: columns.count) }
  }

  /// The text of the column with a role; empty where there is none.
  func text(_ role: Role, of record: Record) -> String {
    guard let cell = columns.firstIndex(of: .role(role)) else { return "" }
    return String(decoding: Formula.text(record.utf8(cell)), as: UTF8.self)
  }

  /// The numbers of a line, each once.
  func numbers(of record: Record, _ plan: NumberPlan) throws(LineMistake) -> [PhoneNumber] {
    var numbers: [PhoneNumber] = []
    for (cell, column) in columns.enumerated() where column == .role(.number) {
      for number in try CellText.numbers(record.utf8(cell), plan)
      where !numbers.contains(where: { $0.normalised == number.normalised }) {
        try CellText.check(number, plan)
        numbers.append(number)
      }
    }
    guard !numbers.isEmpty else { throw .withoutNumber }
    return numbers
  }

  /// The number of a line with a key, as it was written there.
  func number(_ key: String, of record: Record, _ plan: NumberPlan) -> PhoneNumber {
    if columns.count(where: { $0 == .role(.number) }) == 1 {
      let text = text(.number, of: record)
      if text == key { return PhoneNumber(raw: text, normalised: key) }
    }
    return (try? numbers(of: record, plan))?.first { $0.normalised == key }
      ?? PhoneNumber(raw: key, normalised: key)
  }
}

// MARK: - Contacts

struct ContactLines: Lines {
  static let shape = Columns.Shape(
    roles: [.number, .name, .language, .agent, .note],
    bare: [.number, .name],
    hasFields: true
  )

  var columns: Columns
  var plan: NumberPlan

  mutating func keys(of record: Record) throws(LineMistake) -> [String] {
    try columns.each(record) { (column, cell) throws(LineMistake) in
      let text = record.utf8(cell)
      switch column {
      case .role(.name): _ = try CellText.line(text, columns.names[cell])
      case .role(.language):
        if !text.isEmpty { _ = try CellText.language(String(decoding: text, as: UTF8.self)) }
      case .role(.agent):
        if !text.isEmpty { _ = try CellText.agent(String(decoding: text, as: UTF8.self)) }
      case .role(.note), .field: try CellText.check(text, columns.names[cell])
      default: break
      }
    }
    return try columns.numbers(of: record, plan).compactMap(\.normalised)
  }

  func doubt(of key: String) -> LineMistake? { plan.mistake(about: key) }

  func row(of record: Record, key: String) -> Contact {
    var contact = Contact(number: columns.number(key, of: record, plan))
    for (cell, column) in columns.columns.enumerated() where cell < record.count {
      let text = record.utf8(cell)
      if text.isEmpty { continue }
      switch column {
      case .role(.name): contact.name = String(decoding: Formula.text(text), as: UTF8.self)
      case .role(.language):
        contact.language = try? CellText.language(String(decoding: text, as: UTF8.self))
      case .role(.agent): contact.agent = String(decoding: text, as: UTF8.self)
      case .role(.note): contact.note = CellText.lines(text)
      case .field(let name): contact.fields.append(name, CellText.lines(text))
      default: break
      }
    }
    return contact
  }
}

// MARK: - Lists

struct ListLines: Lines {
  static let shape = Columns.Shape(roles: [.number, .note], bare: [.number, .note])

  var columns: Columns
  var plan: NumberPlan
  var list: String
  var author: String
  var moment: Timestamp

  mutating func keys(of record: Record) throws(LineMistake) -> [String] {
    try columns.each(record) { (column, cell) throws(LineMistake) in
      if column == .role(.note) { try CellText.check(record.utf8(cell), columns.names[cell]) }
    }
    let numbers = try columns.numbers(of: record, plan).compactMap(\.normalised)
    for number in numbers { try CellText.check(number, on: list) }
    return numbers
  }

  func doubt(of key: String) -> LineMistake? { plan.mistake(about: key) }

  func row(of record: Record, key: String) -> ListedNumber {
    let note = columns.columns.firstIndex(of: .role(.note)).map { CellText.lines(record.utf8($0)) }
    return ListedNumber(
      number: columns.number(key, of: record, plan),
      note: note ?? "",
      author: author,
      added: moment
    )
  }
}

// MARK: - Regions

struct RegionLines: Lines {
  static let shape = Columns.Shape(
    roles: [.prefix, .region, .province, .zone, .area],
    bare: [.prefix, .region, .zone, .area]
  )

  var columns: Columns
  var plan: NumberPlan
  /// The zone of lines that say none.
  var zone: String
  /// The zones that are there, so that each file is read once.
  private var zones: Set<String> = []

  init(columns: Columns, plan: NumberPlan, zone: String) {
    (self.columns, self.plan, self.zone) = (columns, plan, zone)
  }

  mutating func keys(of record: Record) throws(LineMistake) -> [String] {
    try columns.each(record) { (column, cell) throws(LineMistake) in
      _ = try CellText.line(record.utf8(cell), columns.names[cell])
    }
    let region = region(of: record)
    guard CellText.isPrefix(region.prefix) else { throw .noPrefix(region.prefix) }
    guard !region.name.isEmpty else { throw .withoutRegion }
    if !zones.contains(region.zone) {
      guard (try? Zone(named: region.zone)) != nil else { throw .noZone(region.zone) }
      zones.insert(region.zone)
    }
    if let area = region.area {
      guard plan.isArea(area) else { throw .noArea(area) }
    }
    return [region.prefix]
  }

  func doubt(of key: String) -> LineMistake? { nil }

  func row(of record: Record, key: String) -> Region {
    region(of: record)
  }

  private func region(of record: Record) -> Region {
    let (province, city) = (columns.text(.province, of: record), columns.text(.region, of: record))
    let zone = columns.text(.zone, of: record)
    let area = columns.text(.area, of: record)
    return Region(
      prefix: columns.text(.prefix, of: record),
      name: province.isEmpty || province == city
        ? city : city.isEmpty ? province : "\(province) \(city)",
      zone: zone.isEmpty ? self.zone : zone,
      area: area.isEmpty ? nil : plan.area(area)
    )
  }
}
