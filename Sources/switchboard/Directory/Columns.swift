import Configuration
import Records
import Sheets

/// What a column of a file is.
enum Role: String, CaseIterable {
  case number, name, language, agent, note
  case prefix, region, province, zone, area

  /// The words that a first line names it by, in small letters and without blanks.
  var headings: [String] {
    switch self {
    case .number:
      [
        "number", "phone", "phonenumber", "mobile", "mobilenumber", "tel", "telephone", "号码", "电话",
        "电话号码", "手机", "手机号", "手机号码", "联系电话", "座机", "固定电话",
      ]
    case .name: ["name", "姓名", "名称", "客户姓名", "客户名称", "联系人"]
    case .language: ["language", "lang", "语言", "语种"]
    case .agent: ["agent", "agentnumber", "工号", "座席", "坐席", "座席工号", "坐席工号", "专属座席"]
    case .note: ["note", "notes", "remark", "remarks", "备注", "说明"]
    case .prefix: ["prefix", "前缀", "号段", "号码段"]
    case .region: ["region", "city", "name", "地区", "归属地", "城市", "市"]
    case .province: ["province", "省", "省份"]
    case .zone: ["zone", "timezone", "时区"]
    case .area: ["area", "areacode", "区号", "长途区号"]
    }
  }
}

/// What stands over a column.
enum Heading {
  /// The heading that a slip of the hand made another one.
  ///
  /// In Chinese and in words of three letters every second word is near another.
  static func meant(by name: String, among known: [String]) -> String? {
    guard name.utf8.count > 3, name.allSatisfy(\.isASCII) else { return nil }
    return nearWord(to: name, among: known.filter { $0.utf8.count > 3 && $0.allSatisfy(\.isASCII) })
  }
}

/// What each column of a file is, by its first line.
struct Columns {
  var columns: [Column]
  /// The columns' names, for mistakes.
  var names: [String]
  /// Whether the first line is none of the lines.
  var hasHeading: Bool
  /// The names of columns that nothing is taken from.
  var ignored: [String] = []
  /// Fields of the site's own that may be a slip of the hand, each with what was meant.
  var doubtful: [(name: String, meant: String)] = []

  enum Column: Equatable {
    case role(Role)
    /// A field of the site's own, by its name.
    case field(String)
    case ignored
    /// A column without a name.
    case unnamed
  }

  /// Reads the first line.
  init(_ first: Record, of shape: Shape, plan: NumberPlan) throws(Failure) {
    names = (0..<first.count).map { first.text($0) }
    if names.contains(where: { Self.role($0, of: shape) == shape.roles[0] }) {
      hasHeading = true
      columns = []
      for name in names { columns.append(try column(name, of: shape)) }
    } else {
      guard Self.isPlain(names[0], of: shape, plan: plan), names.count <= shape.bare.count else {
        throw Phrases.noNumberColumn(shape.roles[0], shape.bare)
      }
      hasHeading = false
      columns = shape.bare.map { .role($0) }
      names = shape.bare.map(\.rawValue)
    }
  }

  /// Which columns a content knows, the one with the key first.
  struct Shape {
    var roles: [Role]
    /// What the columns are when the first line does not say it.
    var bare: [Role]
    /// Whether other columns are fields of the site's own.
    var hasFields = false
  }

  private static func role(_ name: String, of shape: Shape) -> Role? {
    let plain = name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
    return shape.roles.first { $0.headings.contains(plain) }
  }

  private mutating func column(_ name: String, of shape: Shape) throws(Failure) -> Column {
    if name.isEmpty { return .unnamed }
    if let role = Self.role(name, of: shape) {
      // Somebody may have a mobile phone, and one on the desk.
      guard role == .number || !columns.contains(.role(role)) else {
        throw Phrases.twoColumns(role.rawValue)
      }
      return .role(role)
    }
    guard shape.hasFields else {
      ignored.append(name)
      return .ignored
    }
    guard CellText.isFieldName(name) else { throw Phrases.noFieldName(name) }
    guard !columns.contains(.field(name)) else { throw Phrases.twoColumns(name) }
    if let meant = Heading.meant(by: name, among: shape.roles.flatMap(\.headings)) {
      doubtful.append((name, meant))
    }
    return .field(name)
  }

  private static func isPlain(_ text: String, of shape: Shape, plan: NumberPlan) -> Bool {
    shape.roles[0] == .prefix
      ? CellText.isPrefix(text) : (try? CellText.numbers(ArraySlice(text.utf8), plan)) != nil
  }
}
