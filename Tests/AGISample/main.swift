import AGI

/// A small program of `AGI()`, so that tests see a real one on real pipes.
///
/// Its first argument says what it does.
struct Sample: Script {
  struct Broken: Error {}

  func run(_ call: Call) throws {
    switch call.environment.arguments.first {
    case "print":
      print("this is no command")
      try call.set("PRINTED", to: "yes")
    case "wait":
      _ = try call.waitForDigit(timeout: nil)
    case "fail":
      throw Broken()
    default:
      try call.answer()
    }
  }

  func ended(_ call: DeadCall) throws {
    try call.set("SAVED", to: "half")
  }
}

Sample.main()
