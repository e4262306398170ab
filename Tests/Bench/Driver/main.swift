import Foundation

/// What `scripts/bench` measures, once it has built and started what is needed:
///
///     bench spawn ROUNDS ROLE=NAME=PATH...
///     bench steps ROUNDS ROLE=NAME=PATH... -- CONSOLE...
///     bench fastagi ROUNDS ROLE=NAME=PATH... -- CONSOLE...
signal(SIGPIPE, SIG_IGN)

do {
  let request = try Request(Array(CommandLine.arguments.dropFirst()))
  switch request.action {
  case "spawn": try reportSpawning(request)
  case "steps": try reportSteps(request)
  case "fastagi": try reportFastAGI(request)
  default: throw BenchFailure("no such action: \(request.action)")
  }
} catch {
  FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
  exit(1)
}
