import AGI
import Glibc

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
    case "fail unread":
      fillStandardError()
      throw Broken()
    default:
      try call.answer()
    }
  }

  func ended(_ call: DeadCall) throws {
    try call.set("SAVED", to: "half")
  }
}

/// Leaves a standard error behind that takes no more, as when nobody reads it.
func fillStandardError() {
  let flags = fcntl(STDERR_FILENO, F_GETFL)
  _ = fcntl(STDERR_FILENO, F_SETFL, flags | O_NONBLOCK)
  while write(STDERR_FILENO, "x", 1) == 1 {}
  _ = fcntl(STDERR_FILENO, F_SETFL, flags)
}

/// Answers calls over FastAGI with so few descriptors, and says on which port.
func serve(descriptors: rlim_t) throws {
  // What was inherited would take room.
  for inherited in 3..<Int32(1024) { close(inherited) }
  var limit = rlimit(rlim_cur: descriptors, rlim_max: descriptors)
  setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  var settings = FastAGIServer.Settings()
  settings.port = 0
  let server = try FastAGIServer(settings) { _ in Sample() }
  print(server.port)
  fflush(nil)
  server.run()
}

if CommandLine.arguments.count == 3, let descriptors = rlim_t(CommandLine.arguments[2]) {
  try serve(descriptors: descriptors)
} else {
  Sample.main()
}
