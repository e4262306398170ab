/// Mistakes in `servers` of `switchboard.yaml`.
extension Mistake {
  /// Servers under the name that they have in rows.
  public static let noNodes = Mistake(
    Words(
      "\"nodes\" does nothing: what the daemon follows is in \"servers\"",
      "“nodes”不起作用：守护进程跟踪的服务器写在“servers”中"
    ),
    Words(
      "write servers: {pbx1: {manager: 127.0.0.1:5038}}, by systemname in asterisk.conf",
      "请写 servers: {pbx1: {manager: 127.0.0.1:5038}}，名称取 asterisk.conf 的 systemname"
    )
  )

  /// What supervisors ask for, and what callers are called by, goes over a network in clear.
  public static func plainManager(_ server: String) -> Mistake {
    Mistake(
      Words(
        "the connection to \(server) is not encrypted, and it leaves this machine",
        "与 \(server) 的连接离开本机且未加密"
      ),
      Words(
        "write tls: yes, or the file of its authority, and tlsenable = yes in its manager.conf",
        "请写 tls: yes 或其证书机构的文件，并在其 manager.conf 中写 tlsenable = yes"
      ),
      isWarning: true
    )
  }

  /// Two servers are reached at one address: they are one.
  public static func sameManager(_ server: String, _ other: String, address: String) -> Mistake {
    Mistake(
      Words(
        "\(server) has the manager interface of \(other), \(address): every call would count twice",
        "\(server) 与 \(other) 的管理接口相同（\(address)）：每通来电都会计两次"
      ),
      Words(
        "write manager: with the address of its own, or remove one of the two",
        "请在 manager: 中写它自己的地址，或删除其中一个"
      )
    )
  }

  /// Two servers have one queue_log.
  public static func sameQueueLog(_ server: String, _ other: String, path: String) -> Mistake {
    Mistake(
      Words(
        "\(server) has the queue_log of \(other), \(path): every call would count twice",
        "\(server) 与 \(other) 的 queue_log 相同（\(path)）：每通来电都会计两次"
      ),
      Words(
        "write queue_log: with the file of its own, or remove the key from one of the two",
        "请在 queue_log: 中写它自己的文件，或从其中一个删除这个键"
      )
    )
  }
}
