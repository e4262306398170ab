public import Records

extension Mistake {
  /// That is no language.
  public static func noLanguage(_ text: String) -> Mistake {
    Mistake(
      Words("\"\(text)\" is no language", "“\(text)”不是语言"),
      Words(
        "write {text: ...}, or languages as Asterisk names them: {zh: 欢迎致电, en: Welcome}",
        "请写 {text: ...}，或按 Asterisk 的语言名写：{zh: 欢迎致电, en: Welcome}"
      )
    )
  }

  /// Nobody could say that.
  public static func unsayable(_ text: String) -> Mistake {
    let start = text.count > 40 ? text.prefix(40) + "..." : text
    return Mistake(
      Words("\"\(start)\" cannot be said", "“\(start)”无法朗读"),
      Words(
        "write words, at most some 1,500 characters, and no control characters",
        "请写文字，最多约 1500 个字，不含控制字符"
      )
    )
  }

  /// A prompt has no sound file in some languages.
  public static func noSoundFile(
    _ prompt: PromptName,
    languages: [String],
    known: [String]
  ) -> Mistake {
    let list = languages.joined(separator: ", ")
    let path = prompt.path
    return Mistake(
      Words("there is no sound file \(path) in \(list)", "没有声音文件 \(path)（\(list)）"),
      suggestion(
        for: prompt.name,
        among: known,
        else: Words(
          "record it as \(languages[0])/\(path).wav, or write the prompt as text: {\(languages[0]): ...}",
          "请录制 \(languages[0])/\(path).wav，或把提示音写成文字：{\(languages[0]): ...}"
        )
      )
    )
  }

  /// A prompt that is given as text has no sound file yet, or that of an earlier text.
  public static func notRendered(_ languages: [String]) -> Mistake {
    let list = languages.joined(separator: ", ")
    return Mistake(
      Words("this text has no sound file yet in \(list)", "这段文字还没有声音文件（\(list)）"),
      Words("run switchboard prompts render", "请运行 switchboard prompts render")
    )
  }

  /// A prompt that is given as text is not given in some languages of the centre.
  public static func untranslated(_ languages: [String]) -> Mistake {
    let list = languages.joined(separator: ", ")
    return Mistake(
      Words(
        "callers who hear \(list) would hear nothing here",
        "使用 \(list) 的来电在这里听不到提示音"
      ),
      Words("add the text: {\(languages[0]): ...}", "请补上文字：{\(languages[0]): ...}"),
      isWarning: true
    )
  }

  /// What the dialplan itself plays has no sound files.
  public static func shippedPromptsMissing(_ count: Int, languages: [String]) -> Mistake {
    let list = languages.joined(separator: ", ")
    return Mistake(
      Words(
        "\(count) sound files that the dialplan plays are missing in \(list)",
        "缺少拨号方案播放的 \(count) 个声音文件（\(list)）"
      ),
      Words(
        "run switchboard prompts render; switchboard prompts list --missing names them",
        "请运行 switchboard prompts render；switchboard prompts list --missing 会列出它们"
      ),
      isWarning: true
    )
  }

  /// The folder of the sounds is not on this machine.
  public static func noSounds(_ folder: String) -> Mistake {
    Mistake(
      Words(
        "the sounds are not on this machine, so no sound file is checked: \(folder)",
        "声音文件夹不在本机，未检查声音文件：\(folder)"
      ),
      Words(
        "check again where Asterisk runs, or name a copy by --sounds",
        "请在运行 Asterisk 的机器上再检查，或用 --sounds 指定一份副本"
      ),
      isWarning: true
    )
  }
}
