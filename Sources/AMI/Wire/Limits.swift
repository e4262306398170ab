/// What Asterisk 16 to 22 read of an action; beyond it the whole action is refused.
enum Limits {
  /// The longest line in bytes, name and colon included, without CR LF.
  static let line = 1022
  /// The most headers of one action, `Action` and `ActionID` among them.
  static let headers = 128
}
