import AGI

/// The least a script can do: what is measured is all the rest.
struct Smallest: Script {
  func run(_ call: Call) throws {
    try call.answer()
    try call.set("SWB_STATUS", to: "SUCCESS")
  }
}

Smallest.main()
