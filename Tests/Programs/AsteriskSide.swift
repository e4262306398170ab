internal import Foundation

/// The environment that Asterisk's process gives to the programs of `AGI()`.
public let asteriskProcessEnvironment = [
  "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  "AST_CONFIG_DIR=/etc/asterisk",
  "AST_CONFIG_FILE=/etc/asterisk/asterisk.conf",
  "AST_MODULE_DIR=/usr/lib/asterisk/modules",
  "AST_SPOOL_DIR=/var/spool/asterisk",
  "AST_MONITOR_DIR=/var/spool/asterisk/monitor",
  "AST_VAR_DIR=/var/lib/asterisk",
  "AST_DATA_DIR=/usr/share/asterisk",
  "AST_LOG_DIR=/var/log/asterisk",
  "AST_AGI_DIR=/usr/share/asterisk/agi-bin",
  "AST_KEY_DIR=/usr/share/asterisk/keys",
  "AST_RUN_DIR=/var/run/asterisk",
]

/// The path of a program that is built beside the tests.
public func programBesideTheTests(_ name: String) -> String {
  URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: name).path()
}

/// What Asterisk writes before the first command.
public func agiEnvironment(request: String, arguments: [String] = []) -> String {
  let fixed = """
    agi_request: \(request)
    agi_channel: PJSIP/trunk-00000001
    agi_language: en
    agi_type: PJSIP
    agi_uniqueid: centre-1795300111.1
    agi_version: 22.10.1
    agi_callerid: 13800138000
    agi_calleridname: unknown
    agi_callingpres: 0
    agi_callingani2: 0
    agi_callington: 0
    agi_callingtns: 0
    agi_dnid: 4008001234
    agi_rdnis: unknown
    agi_context: switchboard-in
    agi_extension: 4008001234
    agi_priority: 2
    agi_enhanced: 0.0
    agi_accountcode: \n\
    agi_threadid: 140221110388416

    """
  let numbered = arguments.enumerated().map { "agi_arg_\($0.offset + 1): \($0.element)\n" }
  return fixed + numbered.joined() + "\n"
}
