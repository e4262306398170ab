public import AGI

/// One thing that a scripted caller does, and the moment for it.
///
/// Steps happen in order: the first one waits for its moment, the others wait for the first.
public struct Step: Sendable, Equatable, CustomStringConvertible {
  enum Act: Sendable, Equatable {
    case press([Digit])
    case stayQuiet
    case hangUp
    case stopServer
  }

  enum Moment: Sendable, Equatable {
    /// A key is awaited and no prompt is playing, or a recording runs.
    case whenAsked
    case during(Prompt)
    case at(CommandName)
  }

  let act: Act
  let moment: Moment

  /// Presses keys as soon as one is awaited, when the prompts are over.
  ///
  /// Several keys follow each other quickly: what the first question does not take, the next one
  /// gets, unless a prompt that keys do not cut comes between.
  public static func press(_ keys: String) -> Step {
    Step(act: .press(digits(keys)), moment: .whenAsked)
  }

  /// Presses keys while a prompt plays; the first one cuts it if it may be cut.
  public static func press(_ keys: String, during prompt: Prompt) -> Step {
    Step(act: .press(digits(keys)), moment: .during(prompt))
  }

  /// Lets one wait for a key run out, or a recording go on to its end.
  public static let stayQuiet = Step(act: .stayQuiet, moment: .whenAsked)

  /// Hangs up as soon as a key is awaited, or in the middle of a recording.
  public static let hangUp = Step(act: .hangUp, moment: .whenAsked)

  /// Hangs up while a prompt plays.
  public static func hangUp(during prompt: Prompt) -> Step {
    Step(act: .hangUp, moment: .during(prompt))
  }

  /// Hangs up just when Asterisk comes to a command of this name.
  public static func hangUp(at command: CommandName) -> Step {
    Step(act: .hangUp, moment: .at(command))
  }

  /// The FastAGI server that runs the script is stopped while a prompt plays.
  public static func stopServer(during prompt: Prompt) -> Step {
    Step(act: .stopServer, moment: .during(prompt))
  }

  /// The FastAGI server that runs the script is stopped while a key is awaited.
  public static let stopServer = Step(act: .stopServer, moment: .whenAsked)

  /// The step as its code says it.
  public var description: String {
    let what =
      switch act {
      case .press(let keys): "press \(keys.map(\.description).joined())"
      case .stayQuiet: "stay quiet"
      case .hangUp: "hang up"
      case .stopServer: "stop the server"
      }
    return switch moment {
    case .whenAsked: what
    case .during(let prompt): "\(what) during \(prompt)"
    case .at(let command): "\(what) at \(command.rawValue)"
    }
  }

  private static func digits(_ keys: String) -> [Digit] {
    keys.map { key in
      guard let digit = Digit(key) else {
        preconditionFailure("'\(key)' is no key of a phone: use 0-9, *, # or A-D")
      }
      return digit
    }
  }
}
