import Configuration

extension Phrases {
  static let soundsUnnamed = Words(
    "no sound file was looked for: write sounds: /usr/share/asterisk/sounds in switchboard.yaml, or "
      + "name the folder by --sounds",
    "未检查声音文件：请在 switchboard.yaml 中写 sounds: /usr/share/asterisk/sounds，或用 --sounds 指定文件夹"
  )

  // MARK: Prompts

  static func mistakesBeside(_ count: Int, _ directory: String) -> Words {
    Words(
      "\(directory) has \(counted(count, "mistake")): see switchboard check; what can be read is used",
      "\(directory) 有 \(count) 处错误，见 switchboard check；能读的部分照常使用"
    )
  }

  static func unreadableList(_ file: String) -> Failure {
    Failure(
      what: Words("\(file) cannot be read", "无法读取 \(file)"),
      fix: Words("check its name and its rights", "请检查文件名和权限")
    )
  }

  static func badListLines(_ file: String, _ lines: [Int]) -> Failure {
    Failure(
      what: Words("\(file) has lines that cannot be taken", "\(file) 有无法读取的行"),
      fix: Words(
        "write language, name and text with tabs between, such as zh, closed, 现在是休息时间",
        "请写语言、名称和文字，用制表符分隔，如 zh、closed、现在是休息时间"
      ),
      lines: lines.prefix(50).map { Words("\(file):\($0)", "\(file):\($0)") }
    )
  }

  static let noSoundsNamed = Failure(
    what: Words("nothing says where Asterisk's sounds are", "没有写明 Asterisk 的声音文件夹"),
    fix: Words(
      "write sounds: /usr/share/asterisk/sounds in switchboard.yaml, or name it by --sounds",
      "请在 switchboard.yaml 中写 sounds: /usr/share/asterisk/sounds，或用 --sounds 指定"
    )
  )

  static func unwritableSounds(_ path: String) -> Failure {
    Failure(
      what: Words("\(path) cannot be written", "无法写入 \(path)"),
      fix: Words(
        "is it a folder, may you write there, and is there room on its disk?",
        "它是否为文件夹？您是否有写权限？磁盘是否还有空间？"
      )
    )
  }

  static func isRendering(_ path: String) -> Failure {
    Failure(
      what: Words(
        "another switchboard prompts render works on \(path)",
        "另一个 switchboard prompts render 正在处理 \(path)"
      ),
      fix: Words("wait for its end, and try again", "请等它结束后重试")
    )
  }

  static func soundsNotHere(_ path: String) -> Words {
    Words(
      "\(path) is not on this machine: what sound files there are is unknown",
      "\(path) 不在本机：无法知道有哪些声音文件"
    )
  }

  static func notRendered(_ prompt: String, _ text: String, _ why: String) -> Words {
    let start = text.count > 40 ? text.prefix(40) + "..." : text
    return Words(
      "\(prompt) is not rendered (\(start)): \(why)",
      "未生成 \(prompt)（\(start)）：\(why)"
    )
  }

  static func removedRendered(_ prompt: String) -> Words {
    Words(
      "\(prompt): the rendered file is removed, a recorded one is there",
      "\(prompt)：已有录音，已删除合成的文件"
    )
  }

  static func rendered(_ count: Int, unchanged: Int, recorded: Int) -> Words {
    Words(
      "\(count) rendered, \(unchanged) as they were, \(recorded) recorded",
      "生成 \(count) 个，未变 \(unchanged) 个，录音 \(recorded) 个"
    )
  }

  static func toRecord(_ count: Int) -> Words {
    Words(
      "\(count) have no text and no recording: switchboard prompts list --missing",
      "\(count) 个没有文字也没有录音：见 switchboard prompts list --missing"
    )
  }

  static let noPrompts = Words("none", "没有")

  static let promptHead = [
    Words("language", "语言"), Words("file", "文件"), Words("state", "状态"), Words("used", "用处"),
    Words("text", "文字"),
  ]

  static func state(_ state: SoundFolder.State) -> Words {
    switch state {
    case .recorded: Words("recorded", "录音")
    case .rendered: Words("rendered", "合成")
    case .stale: Words("stale", "过时")
    case .missing: Words("missing", "缺少")
    case .unknown: Words("unknown", "未知")
    }
  }
}
