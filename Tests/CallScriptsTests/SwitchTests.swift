import AGITesting
import Dispatch
import Records
import Scratch
import Testing

@testable import CallScripts

/// Who gets to the keypad of `*70`, and who is kept from it.
@Suite struct SwitchTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    var configuration = Centre.configuration()
    configuration.settings.operators = [
      Settings.Operator(name: "li", pin: try PINHash.make("4711"))
    ]
    _ = try scratch.migratedStore().publish(configuration, author: "test", at: .now())
  }

  @discardableResult
  private func call(from phone: String, _ pins: String...) -> [String] {
    Self.call(at: scratch.location, from: phone, pins)
  }

  /// A call that keys in these PINs and then hangs up; the prompts that it heard.
  @discardableResult
  private static func call(
    at location: StoreLocation,
    from phone: String,
    _ pins: [String]
  ) -> [String] {
    var caller = ScriptedCaller(steps: pins.map { .press($0 + "#") } + [.hangUp])
    caller.number = phone
    return caller.call(SwitchScript(location: location)).heard.map { "\($0)" }
  }

  private func refused() throws -> [String] {
    try scratch.migratedStore().switchAudit(limit: 1_000).map(\.kind).sorted()
  }

  @Test func theRightPINOpensTheMenu() throws {
    #expect(call(from: "1002", "4711").contains { $0.contains("switch-menu") })
    #expect(try refused().isEmpty)
  }

  @Test func aLockedPhoneIsRefusedTheRightPINToo() throws {
    call(from: "1002", "1111", "2222", "3333")
    call(from: "1002", "1111", "2222")
    let heard = call(from: "1002", "4711")
    #expect(heard.contains { $0.contains("switch-locked") })
    #expect(!heard.contains { $0.contains("switch-menu") })
    #expect(call(from: "1003", "4711").contains { $0.contains("switch-menu") })
  }

  @Test func callsSideBySideHaveNoMoreAttemptsThanOneAfterTheOther() throws {
    let location = scratch.location
    DispatchQueue.concurrentPerform(iterations: 12) { number in
      Self.call(at: location, from: "1002", ["11\(10 + number)"])
    }
    #expect(try refused().filter { $0 == "pin" }.count == PINGate.failuresOfPhone)
  }

  @Test func madeUpNumbersTryNoMoreThanAllPhonesMay() throws {
    for number in 0..<40 { call(from: "90\(10 + number)", "1111") }
    #expect(try refused().filter { $0 == "pin" }.count == PINGate.failuresOfAll)
    #expect(call(from: "1002", "4711").contains { $0.contains("switch-locked") })
  }
}
