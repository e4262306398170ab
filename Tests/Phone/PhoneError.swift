import Glibc

/// What a phone could not do or did not see, and what it saw instead.
public struct PhoneError: Error, CustomStringConvertible {
  /// What kind of failure it is.
  public struct Code: Hashable, Sendable {
    let name: String

    /// A deadline passed before what was waited for happened.
    public static let deadline = Code(name: "deadline")
    /// The call ended before what was waited for happened.
    public static let ended = Code(name: "ended")
    /// A prompt was cut before its end.
    public static let cut = Code(name: "cut")
    /// Something was asked that the call cannot do now.
    public static let order = Code(name: "order")
    /// The server refused.
    public static let refused = Code(name: "refused")
    /// The operating system refused.
    public static let network = Code(name: "network")
  }

  public let code: Code
  public let description: String

  init(code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  init(systemCall: String) {
    self.init(code: .network, "\(systemCall): \(String(cString: strerror(errno)))")
  }
}
