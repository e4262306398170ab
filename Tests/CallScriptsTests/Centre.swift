import CallScripts
import Database
import Dispatch
import Foundation
import Records
import Scratch

/// A small call centre: a store, a configuration, and the server that answers for it.
final class Centre {
  let scratch: Scratch
  let server: ScriptServer
  private let ended = DispatchSemaphore(value: 0)

  init(published: Bool = true, maximumCalls: Int = 100) throws {
    scratch = try Scratch()
    let store = try scratch.migratedStore()
    if published { _ = try store.publish(Self.configuration(), author: "test", at: .now()) }
    server = try ScriptServer(
      location: scratch.location,
      address: "127.0.0.1",
      port: 0,
      maximumCalls: maximumCalls
    )
    let (server, ended) = (server, ended)
    Thread.detachNewThread {
      server.run()
      ended.signal()
    }
  }

  deinit {
    stop()
  }

  /// Ends the server and waits for its end.
  func stop() {
    server.stop()
    ended.wait()
    ended.signal()
  }

  func publish(_ configuration: PublishedConfiguration) throws {
    _ = try scratch.migratedStore().publish(configuration, author: "test", at: .now())
  }

  /// Lets a call run through a script.
  func run(
    _ script: String,
    _ arguments: String...,
    caller: String = "13811112222",
    name: String = "unknown",
    dialled: String = "4008001234",
    on asterisk: Asterisk = Asterisk()
  ) throws -> Asterisk {
    try asterisk.call(
      port: server.port,
      script: script,
      arguments: arguments,
      caller: caller,
      name: name,
      dialled: dialled
    )
    return asterisk
  }

  func store() throws -> Store {
    try Store(at: scratch.location, .administrator)
  }

  let call = CallKey(node: "bei", uniqueid: "1772413200.7")

  static func configuration(queue: String = "sales") -> PublishedConfiguration {
    var configuration = PublishedConfiguration()
    configuration.rules = [
      RoutingRule(
        name: "blacklist",
        condition: .listed("blacklist"),
        target: .announce(PromptName("blocked"))
      ),
      RoutingRule(
        name: "vip",
        condition: .listed("vip"),
        target: .queue("vip"),
        priority: 10
      ),
      RoutingRule(
        name: "night",
        condition: .dialled("4008001239"),
        hours: "never",
        target: .flow("main"),
        closed: .announce(PromptName("closed"))
      ),
      RoutingRule(name: "default", condition: .always, target: .flow("main")),
    ]
    configuration.lists = [
      "blacklist": [PhoneNumber("13800000666")], "vip": [PhoneNumber("13900000888")],
    ]
    configuration.hours = [
      OpeningHours(name: "never", zone: "UTC", spans: []),
      OpeningHours(name: "always", zone: "UTC", spans: [0..<OpeningHours.week]),
    ]
    configuration.queues = [QueueSettings(name: queue, survey: "satisfaction")]
    configuration.flows = [
      Flow(
        name: "main",
        start: "greeting",
        nodes: [
          "greeting": .play([PromptName("welcome")], next: .node("choice")),
          "choice": .menu(
            Menu(
              KeyQuestion(
                [PromptName("menu-main")],
                attempts: 3,
                wrong: PromptName("wrong-key"),
                silence: PromptName("no-input")
              ),
              keys: [.init("1", .queue(queue)), .init("9", .flow("other", node: "x"))],
              otherwise: .queue("support")
            )
          ),
        ]
      ),
      Flow(
        name: "circle",
        start: "a",
        nodes: ["a": .play([PromptName("welcome")], next: .node("a"))]
      ),
    ]
    configuration.surveys = [
      Survey(
        name: "satisfaction",
        questions: [
          SurveyQuestion(
            name: "first",
            KeyQuestion(
              [PromptName("first")],
              attempts: 2,
              wrong: PromptName("wrong-key")
            ),
            answers: [.init("1", "good"), .init("3", "poor")]
          ),
          SurveyQuestion(
            name: "second",
            KeyQuestion([PromptName("second")], attempts: 2),
            answers: [.init("1", "yes")]
          ),
        ],
        thanks: PromptName("thanks")
      )
    ]
    return configuration
  }
}
