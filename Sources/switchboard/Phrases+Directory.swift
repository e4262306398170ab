import Configuration
import Records
import Sheets

/// What is said of contacts, lists and regions.
extension Phrases {
  // MARK: Reading a file

  static let emptyFile = Failure(
    what: Words("the file has no lines to import", "文件中没有可导入的行"),
    fix: Words("is it the right file, and the right sheet?", "文件和工作表是否正确？")
  )

  static func noNumberColumn(_ key: Role, _ bare: [Role]) -> Failure {
    let columns = bare.map(\.rawValue).joined(separator: ",")
    let chinese = key == .prefix ? "号段" : "号码"
    return Failure(
      what: Words(
        "the first line names no column \(key.rawValue)",
        "第一行没有“\(chinese)”列"
      ),
      fix: Words(
        "begin the file with the columns' names, such as \(columns)",
        "请在第一行写列名，如 \(columns)"
      )
    )
  }

  static func twoColumns(_ name: String) -> Failure {
    Failure(
      what: Words("two columns are called \(name)", "有两列名为 \(name)"),
      fix: Words("rename or remove one of them", "请改名或删除其中一列")
    )
  }

  static func noFieldName(_ name: String) -> Failure {
    Failure(
      what: Words("a column cannot be called \"\(name)\"", "列名不能是“\(name)”"),
      fix: Words("write at most 64 bytes without = and line breaks", "请写不超过 64 字节、不含 = 和换行的名称")
    )
  }

  static func noChoice(_ option: String, _ text: String, _ known: [String]) -> Failure {
    let list = known.joined(separator: ", ")
    return Failure(
      what: Words("\(option) knows no \"\(text)\"", "\(option) 不能是“\(text)”"),
      fix: Words("write one of \(list)", "可写：\(list)")
    )
  }

  static func form(_ form: Sheet.Form) -> Words {
    switch form {
    case .csv(let encoding, let separator):
      let divided: Words =
        switch separator {
        case ";": Words("semicolons", "分号")
        case "\t": Words("tabs", "制表符")
        default: Words("commas", "逗号")
        }
      let name = encoding.rawValue.uppercased()
      return Words("\(name), \(divided.english)", "\(name)，\(divided.chinese)")
    case .xlsx(let sheet): return Words("sheet \(sheet)", "工作表 \(sheet)")
    }
  }

  static func unreadable(_ file: String, _ error: SheetError) -> Failure {
    let place = error.line.map { "\(file):\($0)" } ?? file
    let (what, fix) = trouble(error)
    return Failure(
      what: Words("\(place): \(what.english)", "\(place)：\(what.chinese)"),
      fix: fix
    )
  }

  private static func trouble(_ error: SheetError) -> (Words, Words) {
    switch error.code {
    case .unreadable:
      (
        Words("it cannot be read (\(error.detail))", "无法读取（\(error.detail)）"),
        Words("is it there, and may you read it?", "文件是否存在？是否有权读取？")
      )
    case .tooLarge:
      (
        Words("it is too large, or a bomb", "文件过大，或是压缩炸弹"),
        Words("divide it into several files", "请拆分为多个文件")
      )
    case .encoding:
      (
        Words(
          "that is no \(error.detail.uppercased()) text",
          "不是 \(error.detail.uppercased()) 文本"
        ),
        Words(
          "save the whole file as UTF-8, or name the right --encoding",
          "请将整个文件另存为 UTF-8，或用 --encoding 指定编码"
        )
      )
    case .openQuote:
      (
        Words("a quote is opened here, and never closed", "这里的引号没有结束"),
        Words("close it; a quote within quotes is written twice", "请补上引号；引号内的引号要写两遍")
      )
    case .oldWorkbook:
      (
        Words(
          "it is a workbook of an old Excel (.xls), or has a password",
          "这是旧版 Excel 文件（.xls）或有密码"
        ),
        Words("save it as .xlsx without a password, or as CSV", "请另存为无密码的 .xlsx 或 CSV")
      )
    case .damaged:
      (
        Words(
          "it is no workbook, or a damaged one (\(error.detail))",
          "不是工作簿或已损坏（\(error.detail)）"
        ),
        Words("save it again as .xlsx, or as CSV", "请重新保存为 .xlsx 或 CSV")
      )
    case .noSheet:
      (
        Words("it has no such sheet", "没有这个工作表"),
        Words("write one of: \(error.detail)", "可写：\(error.detail)")
      )
    }
  }

  // MARK: What an import did

  static func moreMistakes(_ count: Int) -> Words {
    Words("... and \(count) bad lines more", "……另有 \(count) 行有误")
  }

  static func moreDoubts(_ count: Int) -> Words {
    Words("... and \(count) doubtful lines more", "……另有 \(count) 行可疑")
  }

  static func duplicate(_ key: String, first: Int) -> Words {
    Words("\(key) is on line \(first) already, which counts", "\(key) 在第 \(first) 行已有，以该行为准")
  }

  static func moreDuplicates(_ count: Int) -> Words {
    Words("... and \(count) duplicates more", "……另有 \(count) 个重复")
  }

  static func ignoredColumns(_ columns: String) -> Words {
    Words("nothing is taken from the columns \(columns)", "未使用的列：\(columns)")
  }

  static func doubtfulColumn(_ name: String, _ meant: String) -> Words {
    Words(
      "the column \(name) is a field of your own: call it \(meant) if that is meant",
      "列 \(name) 作为自定义字段：如果指的是 \(meant)，请改名"
    )
  }

  static func read(_ file: String, _ form: String, lines: Int, wrong: Int) -> Words {
    Words(
      "\(file) (\(form)): \(lines) lines, \(wrong) bad",
      "\(file)（\(form)）：\(lines) 行，\(wrong) 行有误"
    )
  }

  static func imported(_ rows: Int, _ content: String, isReplacing: Bool) -> Words {
    isReplacing
      ? Words(
        "\(content): \(rows) imported, and nothing else is left",
        "\(content)：已导入 \(rows) 条，原有内容已被取代"
      )
      : Words("\(content): \(rows) imported", "\(content)：已导入 \(rows) 条")
  }

  static func wouldImport(_ rows: Int, _ content: String) -> Words {
    Words("\(content): \(rows) would be imported", "\(content)：可导入 \(rows) 条")
  }

  static let nothingImported = Words("nothing was imported", "未导入任何内容")

  // MARK: Exporting

  static func exported(_ rows: Int, to file: String) -> Words {
    Words("\(rows) lines are in \(file)", "已将 \(rows) 行写入 \(file)")
  }

  static func notExported(_ file: String, _ cause: String) -> Failure {
    Failure(
      what: Words("\(file) cannot be written (\(cause))", "无法写入 \(file)（\(cause)）"),
      fix: Words(
        "name a new file, in a folder that you may write to and with room",
        "请指定一个尚不存在的文件，其目录须可写且有空间"
      )
    )
  }

  static func more(_ limit: Int) -> Words {
    Words(
      "these are the first \(limit): name a number, a larger --limit, or export all",
      "只列出前 \(limit) 条：请指定号码、更大的 --limit，或导出全部"
    )
  }

  // MARK: Contacts

  static func kept(_ number: String, isNew: Bool) -> Words {
    isNew
      ? Words("\(number) is a contact now", "已添加联系人 \(number)")
      : Words("\(number) is changed", "已更改联系人 \(number)")
  }

  static func forgotten(_ number: String) -> Words {
    Words("\(number) is no contact any more", "已删除联系人 \(number)")
  }

  static func noContact(_ number: String) -> Failure {
    Failure(
      what: Words("\(number) is no contact", "没有联系人 \(number)"),
      fix: Words("see switchboard contact show", "请看 switchboard contact show")
    )
  }

  static func noField(_ text: String) -> Failure {
    Failure(
      what: Words("--field \(text) says no name and value", "--field \(text) 没有名称和值"),
      fix: Words("write it as city=Shanghai", "请写成 city=Shanghai")
    )
  }

  static func wrong(_ mistake: LineMistake) -> Failure {
    Failure(what: mistake.what, fix: mistake.fix)
  }

  static let noContacts = Words("there are no contacts", "没有联系人")

  static let contactHead = [
    Words("number", "号码"), Words("name", "姓名"), Words("language", "语言"), Words("agent", "工号"),
    Words("note", "备注"), Words("fields", "自定义字段"),
  ]

  // MARK: Regions

  static func noRegion(_ number: String) -> Failure {
    Failure(
      what: Words("no region is known for \(number)", "不知道 \(number) 的归属地"),
      fix: Words(
        "import a file of prefixes: see switchboard help region import",
        "请导入号段文件：见 switchboard help region import"
      )
    )
  }

  static func region(_ number: String, _ region: Region) -> Words {
    let area = region.area.map { (", area \($0)", "，区号 \($0)") } ?? ("", "")
    return Words(
      "\(number): \(region.name) (\(region.prefix)), \(region.zone)\(area.0)",
      "\(number)：\(region.name)（\(region.prefix)），\(region.zone)\(area.1)"
    )
  }

  static func dialled(_ digits: String, area: String) -> Words {
    Words("a trunk in \(area) dials \(digits)", "\(area) 的中继拨 \(digits)")
  }
}
