extension Mistake {
  /// The file cannot be read.
  public static func unreadableFile(cause: String) -> Mistake {
    Mistake(
      Words("the file cannot be read: \(cause)", "无法读取该文件：\(cause)"),
      Words("check its name and its rights", "请检查文件名和权限")
    )
  }

  /// The folder cannot be read, or is none.
  public static func unreadableFolder(cause: String) -> Mistake {
    Mistake(
      Words("the folder cannot be read: \(cause)", "无法读取该文件夹：\(cause)"),
      Words("is it a folder, and what are its rights?", "请检查它是否为文件夹以及权限")
    )
  }

  /// No file of that name is read; perhaps another name was meant.
  public static func unknownFile(meant: String?) -> Mistake {
    Mistake(
      Words("no file of this name is read", "不会读取这个名称的文件"),
      meant.map { Words("name it \($0)", "请改名为 \($0)") }
        ?? Words(
          "move it elsewhere; what is read: switchboard.yaml, routing.yaml, queues.yaml, "
            + "agents.yaml, trunks.yaml, ivr/NAME.yaml, surveys/NAME.yaml",
          "请移到别处；会读取的有：switchboard.yaml、routing.yaml、queues.yaml、agents.yaml、"
            + "trunks.yaml、ivr/名称.yaml、surveys/名称.yaml"
        )
    )
  }

  /// The file is no YAML.
  public static func noYAML(problem: String) -> Mistake {
    Mistake(
      Words("this is no YAML: \(problem)", "不是有效的 YAML：\(problem)"),
      Words(
        "check the indentation, and quote \"*\", \"#\" and texts with a colon",
        "请检查缩进；\"*\"、\"#\" 以及含冒号的文字要加引号"
      )
    )
  }

  /// The file is in another encoding.
  public static let noUTF8 = Mistake(
    Words("this line is not UTF-8, perhaps GB18030 (GBK)", "这一行不是 UTF-8 编码，可能是 GB18030（GBK）"),
    Words("save the file as UTF-8", "请将文件另存为 UTF-8")
  )

  /// What a Chinese keyboard writes for a colon.
  static let wideColonSign: Character = "："

  /// A colon that YAML does not know.
  public static let wideColon = Mistake(
    Words("\"：\" is a full-width colon, which YAML takes for a letter", "“：”是全角冒号，YAML 不认识"),
    Words("write : and a blank behind it", "请写半角冒号 : 并在后面加一个空格")
  )

  /// A tab where YAML wants blanks.
  public static let tab = Mistake(
    Words("this line begins with a tab, which YAML does not take", "这一行以制表符开头，YAML 不接受"),
    Words("write blanks in its place, two a step", "请改用空格，每级两个")
  )

  /// A key stands twice in one place; `lines` are both, where they are known.
  public static func repeatedKey(_ key: String, on lines: [Int] = []) -> Mistake {
    let places = Set(lines).sorted().map(String.init)
    let isTold = places.count > 1
    return Mistake(
      Words(
        "\"\(key)\" stands here twice"
          + (isTold ? ", on the lines \(places.joined(separator: " and "))" : ""),
        "“\(key)”在这里重复出现" + (isTold ? "（第 \(places.joined(separator: "、")) 行）" : "")
      ),
      Words("remove or rename one of them", "请删除或重命名其中一个")
    )
  }

  /// A key means nothing here.
  public static func unknownKey(_ key: String, known: [String]) -> Mistake {
    Mistake(
      Words("\"\(key)\" means nothing here", "这里不能写“\(key)”"),
      suggestion(for: key, among: known)
    )
  }

  /// A key is needed here.
  public static func missingKey(_ key: String, example: String) -> Mistake {
    Mistake(
      Words("\"\(key)\" is missing here", "这里缺少“\(key)”"),
      Words("write \(example)", "请写 \(example)")
    )
  }

  /// Nothing stands behind a key.
  public static func emptyKey(_ key: String, example: String) -> Mistake {
    Mistake(
      Words("nothing stands behind \"\(key)\"", "“\(key)”后面没有内容"),
      Words(
        "write for example \(example), or remove the key",
        "请写，例如 \(example)，或删除这个键"
      )
    )
  }

  /// Something else is expected here: an example shows what.
  public static func unexpected(found: String, example: String) -> Mistake {
    Mistake(
      Words("\(found) is not what belongs here", "这里不应是\(found)"),
      Words("write for example \(example)", "请写，例如 \(example)")
    )
  }

  /// A name holds characters that it must not.
  public static func badName(_ name: String) -> Mistake {
    Mistake(
      Words("\"\(name)\" cannot be a name", "“\(name)”不能作为名称"),
      Words("use letters, digits, - and _ only", "只能用字母、数字、- 和 _")
    )
  }

  /// A number is out of its bounds.
  public static func outOfBounds(found: String, lowest: Int, highest: Int) -> Mistake {
    Mistake(
      Words("\(found) is out of bounds", "\(found) 超出范围"),
      Words("write a number from \(lowest) to \(highest)", "请写 \(lowest) 到 \(highest) 之间的数")
    )
  }

  /// A wait is longer than a caller stays.
  public static func tooLong(_ text: String, longest: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is too long: callers would hear silence", "“\(text)”太长：来电会一直听不到声音"),
      Words("write at most \(longest)", "最长请写 \(longest)")
    )
  }
}
