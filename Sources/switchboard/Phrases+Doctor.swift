import AMI
import Configuration

/// What `switchboard doctor` says.
extension Phrases {
  static func foundWrong(_ count: Int) -> Words {
    count == 0
      ? Words("nothing is wrong", "没有发现问题") : Words("\(count) wrong", "\(count) 个问题")
  }

  // MARK: The store

  static func storeIsWell(_ folder: String, schema: Int) -> Words {
    Words("the store in \(folder) is well (schema \(schema))", "\(folder) 中的存储正常（版本 \(schema)）")
  }

  static func oldStore(_ number: Int, _ newest: Int) -> Finding {
    Finding(
      StoreExamination.place,
      "store-schema",
      Words(
        "the store is at schema \(number), these programs at \(newest)",
        "存储为版本 \(number)，程序需要 \(newest)"
      ),
      Words("run switchboard store migrate", "请运行 switchboard store migrate")
    )
  }

  static func storeMode(_ path: String, _ mode: UInt32, wanted: UInt32) -> Finding {
    let (is_, want) = (String(mode, radix: 8), String(wanted, radix: 8))
    return Finding(
      StoreExamination.place,
      "store-mode",
      Words("\(path) has the mode \(is_), not \(want)", "\(path) 的权限是 \(is_)，应为 \(want)"),
      Words(
        "Asterisk's user and the daemon share it: chmod \(want) \(path)",
        "Asterisk 用户与守护进程共用它：chmod \(want) \(path)"
      )
    )
  }

  static func storeGroup(_ folder: String, _ group: String) -> Finding {
    Finding(
      StoreExamination.place,
      "store-group",
      Words(
        "\(folder) is not the group \(group)'s in all its parts",
        "\(folder) 并非全部属于 \(group) 组"
      ),
      Words("run chgrp -R \(group) \(folder)", "请运行 chgrp -R \(group) \(folder)")
    )
  }

  static func oldFloor(_ number: Int, _ newest: Int) -> Finding {
    Finding(
      StoreExamination.place,
      "floor-schema",
      Words(
        "floor.sqlite is at schema \(number), these programs at \(newest)",
        "floor.sqlite 为版本 \(number)，程序需要 \(newest)"
      ),
      Words(
        "run switchboard store migrate, or restart switchboardd",
        "请运行 switchboard store migrate，或重启 switchboardd"
      )
    )
  }

  static let nothingPublished = Finding(
    StoreExamination.place,
    "nothing-published",
    Words("nothing was published yet", "尚未发布任何配置"),
    Words("run switchboard apply DIRECTORY", "请运行 switchboard apply 目录")
  )

  // MARK: The daemon

  static func daemonIsWell(_ path: String) -> Words {
    Words("the daemon answers at \(path)", "守护进程在 \(path) 应答")
  }

  static func daemonAway(_ reason: String) -> Finding {
    Finding(
      DaemonExamination.place,
      "daemon-away",
      Words("the daemon is not reached (\(reason))", "无法连接守护进程（\(reason)）"),
      Words(
        "start it: systemctl start switchboardd; or name its socket by --control",
        "请启动：systemctl start switchboardd；或用 --control 指定套接字"
      )
    )
  }

  static func silentDaemon(_ path: String) -> Finding {
    Finding(
      DaemonExamination.place,
      "daemon-silent",
      Words("the daemon does not answer at \(path)", "守护进程在 \(path) 没有应答"),
      Words("restart it: systemctl restart switchboardd", "请重启：systemctl restart switchboardd")
    )
  }

  static func unseenFloor(_ server: String, _ trouble: String?) -> Finding {
    Finding(
      server,
      "floor-unseen",
      Words(
        "the daemon does not see its floor now\(trouble.map { " (\($0))" } ?? "")",
        "守护进程目前看不到它的现场\(trouble.map { "（\($0)）" } ?? "")"
      ),
      Words(
        "look again in a minute; then mend what is said, and see journalctl -u switchboardd",
        "请一分钟后再看；若仍如此，请按提示修复，并查看 journalctl -u switchboardd"
      )
    )
  }

  // MARK: An Asterisk, by its manager interface

  static let nobodyFollowed = Finding(
    StoreExamination.place,
    "no-servers",
    Words("no Asterisk is followed", "没有要跟踪的 Asterisk"),
    Words(
      "write servers: {pbx1: {manager: 127.0.0.1:5038}} into switchboard.yaml, and apply it",
      "请在 switchboard.yaml 写 servers: {pbx1: {manager: 127.0.0.1:5038}} 并发布"
    ),
    isWarning: true
  )

  static func isAsterisk(_ server: String, _ version: String) -> Words {
    Words("\(server) is Asterisk \(version)", "\(server) 是 Asterisk \(version)")
  }

  static func openSecrets(_ server: String, _ file: String) -> Finding {
    Finding(
      server,
      "secrets-open",
      Words("everybody on this machine may read \(file)", "本机所有用户都能读取 \(file)"),
      Words(
        "run chmod 640 \(file); make other passwords if somebody may have read these: remove it, "
          + "run asterisk/make-secrets and reload manager",
        "请运行 chmod 640 \(file)；若已泄露，请删除该文件，运行 asterisk/make-secrets，再重新加载 manager"
      )
    )
  }

  static func noSecrets(_ server: String, _ file: String, _ reason: String) -> Finding {
    Finding(
      server,
      "secrets-unreadable",
      Words(
        "the manager users' passwords cannot be read (\(reason))",
        "无法读取 manager 用户的密码（\(reason)）"
      ),
      Words(
        "run this as root or as the daemon's user; \(file) is named by servers in switchboard.yaml",
        "请以 root 或守护进程的用户运行；\(file) 由 switchboard.yaml 的 servers 指定"
      )
    )
  }

  static func noSecret(_ server: String, _ user: String, _ file: String) -> Finding {
    Finding(
      server,
      "secret-missing",
      Words("\(file) has no password of \(user)", "\(file) 中没有 \(user) 的密码"),
      Words(
        "remove the file, run asterisk/make-secrets, and reload manager",
        "请删除该文件，运行 asterisk/make-secrets，再重新加载 manager"
      )
    )
  }

  static func unreachable(_ server: String, _ address: String, _ reason: String) -> Finding {
    Finding(
      server,
      "manager-unreachable",
      Words(
        "its manager interface at \(address) is not reached (\(reason))",
        "无法连接 \(address) 的 manager 接口（\(reason)）"
      ),
      Words(
        "does Asterisk run, and has manager.conf enabled=yes and this port?",
        "Asterisk 是否在运行？manager.conf 是否有 enabled=yes 和该端口？"
      )
    )
  }

  static func refusedLogin(_ server: String, _ user: String) -> Finding {
    Finding(
      server,
      "login-refused",
      Words("\(user) may not log in", "\(user) 无法登录"),
      Words(
        "does manager.conf #include switchboard/manager.conf, with the same manager-secrets.conf, and "
          + "permit this machine's address? then: asterisk -rx \"manager reload\"",
        "manager.conf 是否 #include switchboard/manager.conf，密码文件是否一致，是否 permit 本机地址？然后："
          + "asterisk -rx \"manager reload\""
      )
    )
  }

  static func notPermitted(
    _ server: String,
    _ user: String,
    _ probe: ServerExamination.Probe
  ) -> Finding {
    Finding(
      server,
      "not-permitted",
      Words("\(user) may not do \(probe.action.name)", "\(user) 无权执行 \(probe.action.name)"),
      Words(
        "write = must have \(probe.permission) in [\(user)] of switchboard/manager.conf; then: "
          + "asterisk -rx \"manager reload\"",
        "switchboard/manager.conf 中 [\(user)] 的 write = 须含 \(probe.permission)；然后："
          + "asterisk -rx \"manager reload\""
      )
    )
  }

  static func classUnread(_ server: String, _ user: String, _ name: String) -> Finding {
    Finding(
      server,
      "not-readable",
      Words("\(user) is told no events of the class \(name)", "\(user) 收不到 \(name) 类事件"),
      Words(
        "read = must have \(name) in [\(user)] of switchboard/manager.conf; then: "
          + "asterisk -rx \"manager reload\"; then restart switchboardd",
        "switchboard/manager.conf 中 [\(user)] 的 read = 须含 \(name)；然后："
          + "asterisk -rx \"manager reload\"，再重启 switchboardd"
      )
    )
  }

  static func classesUnseen(_ server: String) -> Words {
    Words(
      "which events \(server) tells was not looked at: its console (asterisk -rx) is not reached from here",
      "未检查 \(server) 告知哪些事件：此处无法连接其控制台（asterisk -rx）"
    )
  }

  static func noAction(_ server: String, _ action: String) -> Finding {
    Finding(
      server,
      "no-action",
      Words("it has no action \(action)", "没有动作 \(action)"),
      Words(
        "load its module: for queues, asterisk -rx \"module load app_queue.so\"",
        "请加载模块：队列为 asterisk -rx \"module load app_queue.so\""
      )
    )
  }

  static func noQueues(_ server: String) -> Finding {
    Finding(
      server,
      "no-queue-status",
      Words("it does not tell its queues", "无法取得队列状态"),
      Words(
        "is app_queue loaded, and does [switchboard-events] have write = reporting?",
        "app_queue 是否已加载？[switchboard-events] 是否有 write = reporting？"
      )
    )
  }

  static func untriedVersion(
    _ server: String,
    _ version: String,
    _ tried: ClosedRange<Int>
  ) -> Finding {
    Finding(
      server,
      "version-untried",
      Words("it is Asterisk \(version)", "版本为 Asterisk \(version)"),
      Words(
        "Switchboard is made for \(tried.lowerBound) to \(tried.upperBound): try everything first",
        "Switchboard 适用于 \(tried.lowerBound) 至 \(tried.upperBound)：请先全面试用"
      ),
      isWarning: true
    )
  }

  static func clockSkew(_ server: String, _ difference: Duration) -> Finding {
    let seconds = "\(difference / .seconds(1))"
    return Finding(
      server,
      "clock-skew",
      Words(
        "its clock differs from this machine's by \(seconds) s",
        "其时钟与本机相差 \(seconds) 秒"
      ),
      Words(
        "waits and shares would be wrong: have both machines set by NTP (timedatectl set-ntp true)",
        "等待时间和比率会出错：请让两台机器都用 NTP 校时（timedatectl set-ntp true）"
      )
    )
  }

  static func queueMissing(_ server: String, _ queue: String) -> Finding {
    Finding(
      server,
      "queue-missing",
      Words(
        "the queue \(queue) is published, and Asterisk has none",
        "队列 \(queue) 已发布，但 Asterisk 中没有"
      ),
      Words(
        "write it into queues.conf, or let switchboard apply make it (asterisk: in switchboard.yaml); "
          + "then: asterisk -rx \"queue reload all\"",
        "请写入 queues.conf，或由 switchboard apply 生成（switchboard.yaml 中的 asterisk:）；然后："
          + "asterisk -rx \"queue reload all\""
      )
    )
  }

  static func queueUnpublished(_ server: String, _ queue: String) -> Finding {
    Finding(
      server,
      "queue-unpublished",
      Words("Asterisk has a queue \(queue) that is not published", "Asterisk 中的队列 \(queue) 未发布"),
      Words(
        "add it to queues.yaml with an overflow, when callers are to be sent there",
        "若要把来电送到那里，请加入 queues.yaml 并写明 overflow"
      ),
      isWarning: true
    )
  }

  // MARK: An Asterisk on this machine

  static func noAsteriskHere(_ etc: String) -> Words {
    Words(
      "\(etc)/asterisk.conf cannot be read: programs, sounds and logs were not looked at (--etc names "
        + "the folder)",
      "无法读取 \(etc)/asterisk.conf：未检查程序、声音和日志（可用 --etc 指定目录）"
    )
  }

  static func programsAreWell(_ folder: String) -> Words {
    Words("the AGI programs in \(folder) are well", "\(folder) 中的 AGI 程序正常")
  }

  static func noProgram(_ path: String) -> Finding {
    Finding(
      AsteriskExamination.place,
      "program-missing",
      Words("there is no \(path)", "没有 \(path)"),
      Words("run scripts/install again", "请重新运行 scripts/install")
    )
  }

  static func notExecutable(_ path: String) -> Finding {
    Finding(
      AsteriskExamination.place,
      "program-not-executable",
      Words("not everybody may run \(path)", "并非所有用户都能运行 \(path)"),
      Words("run chmod 755 \(path)", "请运行 chmod 755 \(path)")
    )
  }

  static func otherVersion(_ path: String, of version: String?) -> Finding {
    Finding(
      AsteriskExamination.place,
      "program-version",
      version.map {
        Words("\(path) has the version \($0.prefix(40))", "\(path) 的版本是 \($0.prefix(40))")
      }
        ?? Words("\(path) does not tell its version", "\(path) 没有给出版本"),
      Words(
        "run scripts/install again, so that all programs are of one version",
        "请重新运行 scripts/install，使所有程序版本一致"
      )
    )
  }

  static func soundsAreWell(_ folder: String) -> Words {
    Words("all prompts are in \(folder)", "提示音齐全：\(folder)")
  }

  static func noSoundFolder(_ folder: String) -> Finding {
    Finding(
      AsteriskExamination.place,
      "no-sounds",
      Words("there is no folder \(folder)", "没有文件夹 \(folder)"),
      Words(
        "name Asterisk's sounds: sounds: FOLDER in switchboard.yaml, or astdatadir in asterisk.conf",
        "请写明 Asterisk 的声音目录：switchboard.yaml 的 sounds，或 asterisk.conf 的 astdatadir"
      )
    )
  }

  static func soundsMissing(_ folder: String, _ missing: [String]) -> Finding {
    let some = missing.prefix(3).joined(separator: ", ") + (missing.count > 3 ? ", ..." : "")
    return Finding(
      AsteriskExamination.place,
      "sounds-missing",
      Words(
        "\(counted(missing.count, "prompt")) without a sound file in \(folder): \(some)",
        "\(folder) 中缺少 \(missing.count) 个提示音：\(some)"
      ),
      Words(
        "run switchboard prompts render --shipped --sounds \(folder), or record them",
        "请运行 switchboard prompts render --shipped --sounds \(folder)，或自行录制"
      )
    )
  }

  static func noLoggerFile(_ etc: String) -> Words {
    Words(
      "\(etc)/logger.conf cannot be read: whether keys are logged was not looked at",
      "无法读取 \(etc)/logger.conf：未检查是否记录按键"
    )
  }

  static func keysAreLogged(_ file: String, _ log: String) -> Finding {
    Finding(
      AsteriskExamination.place,
      "dtmf-logged",
      Words(
        "keys that callers press are written into the log \(log), PINs and card numbers too",
        "来电者的按键会写入日志 \(log)，包括密码和卡号"
      ),
      Words(
        "take dtmf (or *) out of its line in \(file); then: asterisk -rx \"logger reload\"",
        "请在 \(file) 的该行去掉 dtmf（或 *）；然后：asterisk -rx \"logger reload\""
      )
    )
  }

  static func asteriskOutside(_ path: String) -> Finding {
    Finding(
      AsteriskExamination.place,
      "asterisk-group",
      Words(
        "the Asterisk that runs is not in the group of \(path)",
        "正在运行的 Asterisk 不在 \(path) 的组中"
      ),
      Words(
        "run scripts/install again with the --user and --group that Asterisk runs as: that group is the one to share",
        "请用 Asterisk 运行时的 --user 和 --group 重新运行 scripts/install：共享的就是该组"
      )
    )
  }
}
