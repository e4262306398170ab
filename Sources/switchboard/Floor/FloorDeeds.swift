import ArgumentParser
import Configuration
import Control

/// A command that has the daemon do something.
protocol DeedCommand: Command where Answer == DeedReport {
  /// What is asked for, and its details.
  var wish: (command: String, arguments: [String: String]) { get }
  var place: DeedPlace { get }
  /// What was done, for people.
  func told(_ done: String) -> Words
}

extension DeedCommand {
  func answer(in world: World) throws -> DeedReport {
    let (command, details) = wish
    var arguments = details
    if let server = place.server { arguments["server"] = server }
    let done = try place.daemon.ask(command, arguments, in: world).done ?? ""
    return DeedReport(done: done, words: told(done))
  }

  func told(_ done: String) -> Words { Words(done, done) }
}

/// Which daemon, and which of its Asterisks.
struct DeedPlace: ParsableArguments {
  @Option(help: "Which Asterisk, where the daemon follows several: its name under servers.")
  var server: String?

  @OptionGroup var daemon: DaemonOption
}

/// What the daemon did.
struct DeedReport: Report {
  var done: String
  var words: Words

  func text(in world: World) -> String { world.text(words) }

  private enum CodingKeys: String, CodingKey {
    case done
  }
}

// MARK: - Stepping in

/// Which agent's call, and whose phone.
struct ListeningOptions: ParsableArguments {
  @Argument(help: "The agent's number.")
  var agent: String

  @Option(help: "The supervisor's phone, which rings: its extension.")
  var phone: String

  var arguments: [String: String] { ["agent": agent, "phone": phone] }
}

/// Hears an agent's call.
struct Listen: DeedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Listen to an agent's call; nobody hears the supervisor.",
    discussion: """
      The phone rings; it hears the call until that ends. The same command with whisper or barge \
      changes how, and so do the keys 4 (listen), 5 (whisper) and 6 (barge) on the phone.
      """
  )

  @OptionGroup var who: ListeningOptions
  @OptionGroup var place: DeedPlace
  @OptionGroup var form: Form

  var wish: (command: String, arguments: [String: String]) { ("listen", who.arguments) }
}

/// Hears an agent's call, and speaks to the agent.
struct Whisper: DeedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Listen to an agent's call, and speak to the agent alone."
  )

  @OptionGroup var who: ListeningOptions
  @OptionGroup var place: DeedPlace
  @OptionGroup var form: Form

  var wish: (command: String, arguments: [String: String]) { ("whisper", who.arguments) }
}

/// Speaks to both.
struct Barge: DeedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Listen to an agent's call, and speak to both."
  )

  @OptionGroup var who: ListeningOptions
  @OptionGroup var place: DeedPlace
  @OptionGroup var form: Form

  var wish: (command: String, arguments: [String: String]) { ("barge", who.arguments) }
}

// MARK: - Agents

extension AgentCommand {
  struct Login: DeedCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sign an agent in to their queues, as agents.yaml has them."
    )

    @Argument(help: "The agent's number.")
    var agent: String

    @OptionGroup var place: DeedPlace
    @OptionGroup var form: Form

    var wish: (command: String, arguments: [String: String]) { ("login", ["agent": agent]) }

    func told(_ done: String) -> Words { Phrases.signedIn(agent, done) }
  }

  struct Logout: DeedCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sign an agent out of all queues.",
      discussion: """
        A member whom queues.conf names, as apply writes it, cannot leave its queue: the agent is paused \
        there with the reason signed-out until the next login, and gets no calls. When all members of a \
        queue that apply writes have paused, its callers go on at once, as overflow in queues.yaml says \
        for paused; in a queue of your own they wait, unless its joinempty and leavewhenempty name \
        paused. A reload of queues.conf keeps the pause, and Asterisk forgets its reason; a restart of \
        Asterisk forgets both.
        """
    )

    @Argument(help: "The agent's number.")
    var agent: String

    @OptionGroup var place: DeedPlace
    @OptionGroup var form: Form

    var wish: (command: String, arguments: [String: String]) { ("logout", ["agent": agent]) }

    func told(_ done: String) -> Words { Phrases.signedOut(agent, done) }
  }

  struct Pause: DeedCommand {
    static let configuration = CommandConfiguration(abstract: "Pause an agent in all queues.")

    @Argument(help: "The agent's number.")
    var agent: String

    @Option(help: "Why: the word that reports have.")
    var reason: String?

    @OptionGroup var place: DeedPlace
    @OptionGroup var form: Form

    var wish: (command: String, arguments: [String: String]) {
      var arguments = ["agent": agent]
      arguments["reason"] = reason
      return ("pause", arguments)
    }

    func told(_ done: String) -> Words { Phrases.paused(agent, done) }
  }

  struct Unpause: DeedCommand {
    static let configuration = CommandConfiguration(abstract: "End an agent's pause in all queues.")

    @Argument(help: "The agent's number.")
    var agent: String

    @OptionGroup var place: DeedPlace
    @OptionGroup var form: Form

    var wish: (command: String, arguments: [String: String]) { ("unpause", ["agent": agent]) }

    func told(_ done: String) -> Words { Phrases.unpaused(agent, done) }
  }
}

// MARK: - Calling back

extension CallbackCommand {
  struct Now: DeedCommand {
    static let configuration = CommandConfiguration(
      abstract: "Call a customer now, for a queue; tells what came of it.",
      discussion: """
        The customer is called, and once they answer they are in the queue; with --agent-first the queue \
        finds an agent, who then hears the customer's phone ring. One attempt is made.
        """
    )

    @Argument(help: "The customer's number.")
    var number: String

    @Option(help: "The queue.")
    var queue: String

    @Flag(help: "Find an agent before the customer is called.")
    var agentFirst = false

    @OptionGroup var place: DeedPlace
    @OptionGroup var form: Form

    var wish: (command: String, arguments: [String: String]) {
      (
        "callback",
        ["number": number, "queue": queue, "agent-first": agentFirst ? "yes" : "no"]
      )
    }
  }
}
