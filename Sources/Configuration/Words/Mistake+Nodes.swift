extension Mistake {
  /// A node does nothing that is known.
  public static let noNodeKind = Mistake(
    Words("nothing says what this node does", "没有写明这个节点做什么"),
    Words(
      "write one of menu, play, say, collect, pin, language, hours, set, lookup, record, "
        + "appointment, queue, go",
      "请写 menu、play、say、collect、pin、language、hours、set、lookup、record、appointment、queue、go 之一"
    )
  )

  /// That cannot be a variable's name.
  public static func badVariable(_ name: String) -> Mistake {
    Mistake(
      Words("\"\(name)\" cannot be a variable", "“\(name)”不能作为变量名"),
      Words(
        "begin with a letter, and use letters, digits and _ only, 40 at most",
        "以字母开头，只能用字母、数字和 _，最多 40 个字符"
      )
    )
  }

  /// Every call has this variable.
  public static func builtInVariable(_ name: String) -> Mistake {
    Mistake(
      Words("every call has its \"\(name)\": it cannot be set", "“\(name)”是每个来电自带的，不能设置"),
      Words("take another name", "请换一个名称")
    )
  }

  /// No node sets the variable; a dialplan or the business system may.
  public static func unsetVariable(_ name: String, known: [String]) -> Mistake {
    Mistake(
      Words("no node sets the variable \"\(name)\"", "没有任何节点设置变量“\(name)”"),
      suggestion(for: name, among: known),
      isWarning: true
    )
  }

  /// A value would not reach the dialplan as it is.
  public static func badValue(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" cannot be a value", "“\(text)”不能作为变量的值"),
      Words(
        "use letters, digits, blanks and - _ . : + * # @ / only; {NAME} is the value of a variable",
        "只能用文字、数字、空格和 - _ . : + * # @ /；{变量名} 表示变量的值"
      )
    )
  }

  /// Nobody can be asked like that.
  public static func noLookup(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is nobody who could be asked", "无法从“\(text)”查询"),
      Words(
        "write directory, astdb FAMILY or business NAME",
        "请写 directory、astdb 系列名 或 business 名称"
      )
    )
  }

  /// That is no number of digits.
  public static func noLength(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no number of digits", "“\(text)”不是位数"),
      Words("write for example 6, or 4-8; 40 at most", "请写，例如 6 或 4-8；最多 40 位")
    )
  }

  /// That is no pattern.
  public static func noDigitPattern(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no pattern of digits", "“\(text)”不是号码模式"),
      Words(
        "write digits, X (0-9), Z (1-9), N (2-9), [3-5], and at the end . (one or more) or ! (any)",
        "请写数字、X（0-9）、Z（1-9）、N（2-9）、[3-5]，末尾可写 .（一位或多位）或 !（任意）"
      )
    )
  }

  /// A date has four digits or eight.
  public static let noDateLength = Mistake(
    Words("a date has four digits (MMDD) or eight (YYYYMMDD)", "日期是四位（月月日日）或八位（年年年年月月日日）"),
    Words("write digits: 4, or digits: 8", "请写 digits: 4 或 digits: 8")
  )

  /// A secret would be said aloud.
  public static let confirmedSecret = Mistake(
    Words("masked digits would be read out", "保密的号码会被念出来"),
    Words("remove confirm, or masked", "请删除 confirm 或 masked")
  )

  /// A PIN stands in a flow as it is.
  public static let plainPINInFlow = Mistake(
    Words("a PIN stands here as it is, or it is no hash", "这里写的是明文密码，或不是密码的散列值"),
    Words(
      "write its hash, which switchboard agent pin makes",
      "请写它的散列值，由 switchboard agent pin 生成"
    )
  )

  /// Nothing says where the hash of a PIN is.
  public static let noPINSource = Mistake(
    Words("nothing says where the PIN's hash is", "没有写明密码的散列值在哪里"),
    Words(
      "write contact FIELD, astdb FAMILY or hash HASH",
      "请写 contact 字段名、astdb 系列名 或 hash 散列值"
    )
  )

  /// An appointment is shorter than a minute.
  public static let shortSlot = Mistake(
    Words("an appointment is at least a minute long", "预约至少一分钟"),
    Words("write for example slot: 30m", "请写，例如 slot: 30m")
  )

  /// Callers are not spoken to in that language.
  public static func unknownLanguage(_ language: String, known: [String]) -> Mistake {
    Mistake(
      Words(
        "callers are not spoken to in \"\(language)\"",
        "没有“\(language)”这种语言的提示音"
      ),
      suggestion(for: language, among: known)
    )
  }
}
