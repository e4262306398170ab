internal import AGI

/// A script made of closures.
struct Commands: Script {
  private let body: (Call) throws -> Void
  private let ended: (DeadCall) throws -> Void

  init() {
    self.init { _ in }
  }

  init(
    _ body: @escaping (Call) throws -> Void,
    ended: @escaping (DeadCall) throws -> Void = { _ in }
  ) {
    self.body = body
    self.ended = ended
  }

  func run(_ call: Call) throws { try body(call) }
  func ended(_ call: DeadCall) throws { try ended(call) }
}
