import Configuration

/// What is wrong with a line of a file, and what to write instead.
struct LineMistake: Error, Equatable {
  var what: Words
  var fix: Words

  init(_ what: Words, fix: Words) {
    (self.what, self.fix) = (what, fix)
  }

  /// The same mistake in a file that is no configuration.
  init(_ mistake: Mistake) {
    self.init(mistake.what, fix: mistake.fix)
  }

  // MARK: Numbers

  static let withoutNumber = LineMistake(
    Words("there is no number", "没有号码"),
    fix: Words("write one, or remove the line", "请填写号码，或删除此行")
  )

  static func noNumber(_ text: String) -> LineMistake {
    LineMistake(
      Words("\"\(shown(text))\" is no phone number", "“\(shown(text))”不是一个电话号码"),
      fix: Words(
        "write one number as it is dialled, such as 13812345678; several with ; between them",
        "请写一个拨打时的号码，如 13812345678；多个号码用 ; 隔开"
      )
    )
  }

  static func shortened(_ text: String) -> LineMistake {
    LineMistake(
      Words(
        "a spreadsheet shortened the number to \"\(shown(text))\": its last digits are lost",
        "表格软件已把号码缩写为“\(shown(text))”，末几位已丢失"
      ),
      fix: Words(
        "format the column as text there, and save the file again; or import the .xlsx itself",
        "请在表格中把该列设为文本后重新保存，或直接导入 .xlsx"
      )
    )
  }

  static func noPrefix(_ text: String) -> LineMistake {
    LineMistake(
      Words(
        "\"\(shown(text))\" is no beginning of a number",
        "“\(shown(text))”不是号码的开头"
      ),
      fix: Words(
        "write digits, such as 1380000 or 021, or + and a country's code",
        "请写数字，如 1380000 或 021，或 + 加国家代码"
      )
    )
  }

  // MARK: Other cells

  static func tooManyCells(_ count: Int, of columns: Int) -> LineMistake {
    LineMistake(
      Words("there are \(count) cells, and \(columns) columns", "有 \(count) 格，但只有 \(columns) 列"),
      fix: Words(
        "put text that holds the separator in quotes: \"Beijing, Chaoyang\"",
        "含分隔符的文字请加引号：\"北京,朝阳\""
      )
    )
  }

  static func unnamedColumn(_ column: Int) -> LineMistake {
    LineMistake(
      Words("column \(column) holds text, and has no name", "第 \(column) 列有内容，但没有列名"),
      fix: Words("name it in the first line", "请在第一行写列名")
    )
  }

  static func control(_ column: String) -> LineMistake {
    LineMistake(
      Words(
        "\(shown(column)) holds a character that cannot be seen, such as a line break",
        "\(shown(column)) 含有不可见字符（如换行）"
      ),
      fix: Words("remove it", "请删除该字符")
    )
  }

  static func tooLong(_ column: String, limit: Int) -> LineMistake {
    LineMistake(
      Words("\(shown(column)) is longer than \(limit) bytes", "\(shown(column)) 超过 \(limit) 字节"),
      fix: Words("shorten it", "请缩短")
    )
  }

  static func noLanguage(_ text: String) -> LineMistake {
    LineMistake(
      Words("\"\(shown(text))\" is no language", "“\(shown(text))”不是语言代码"),
      fix: Words("write zh or en, or leave it empty", "请写 zh 或 en，或留空")
    )
  }

  static func noAgent(_ text: String) -> LineMistake {
    LineMistake(
      Words("\"\(shown(text))\" is no agent's number", "“\(shown(text))”不是工号"),
      fix: Words("write digits, such as 1001, or leave it empty", "请写数字，如 1001，或留空")
    )
  }

  static let withoutRegion = LineMistake(
    Words("the region has no name", "没有地区名"),
    fix: Words("write one, such as Shanghai", "请填写，如 上海")
  )

  static func noZone(_ text: String) -> LineMistake {
    text.isEmpty
      ? LineMistake(
        Words("there is no time zone", "没有时区"),
        fix: Words(
          "add a column zone, or --zone Asia/Shanghai for all lines without one",
          "请加一列 时区，或用 --zone Asia/Shanghai 给没有时区的行"
        )
      )
      : LineMistake(
        Words("\"\(shown(text))\" is no time zone", "“\(shown(text))”不是时区"),
        fix: Words(
          "write a name of the tz database, such as Asia/Shanghai",
          "请写时区名，如 Asia/Shanghai"
        )
      )
  }

  static func noArea(_ text: String) -> LineMistake {
    LineMistake(
      Words("\"\(shown(text))\" is no area code", "“\(shown(text))”不是区号"),
      fix: Words("write digits, such as 021, or leave it empty", "请写数字，如 021，或留空")
    )
  }

  /// A cell as a mistake shows it: the file is somebody else's.
  private static func shown(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(40)
    let isWhole = start.endIndex == text.unicodeScalars.endIndex
    return String(start).printable + (isWhole ? "" : "...")
  }
}
