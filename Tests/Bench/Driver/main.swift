import Foundation

/// What `scripts/bench` measures, once it has built and started what is needed:
///
///     bench spawn ROUNDS ROLE=NAME=PATH...
///     bench steps ROUNDS ROLE=NAME=PATH... -- CONSOLE...
///     bench fastagi ROUNDS ROLE=NAME=PATH... -- CONSOLE...
///     bench store ROUNDS ROLE=NAME=PATH...
///     bench routing ROUNDS ROLE=NAME=PATH... -- CONSOLE...
///     bench memory
///     bench board ROUNDS
///     bench floor SECONDS
///     bench soak MINUTES CALLS
///     bench counts ORIGIN
///     bench order
do {
  let words = CommandLine.arguments.dropFirst()
  switch words.first {
  case "spawn": try reportSpawning(Request(words.dropFirst()))
  case "steps": try reportSteps(Request(words.dropFirst()))
  case "fastagi": try reportFastAGI(Request(words.dropFirst()))
  case "store": try reportStore(Request(words.dropFirst()))
  case "routing": try reportRouting(Request(words.dropFirst()))
  case "memory": try reportMemory()
  case "board": try reportBoard(rounds: number(words, 1))
  case "floor": try await reportFloor(seconds: number(words, 1))
  case "soak": try await reportSoak(minutes: number(words, 1), calls: number(words, 2))
  case "order": try printOrder()
  case "counts": try printCounts(origin: words.dropFirst().joined(separator: " "))
  default: throw BenchFailure("run scripts/bench")
  }
} catch {
  FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
  exit(1)
}

func number(_ words: ArraySlice<String>, _ place: Int) throws -> Int {
  guard let number = Array(words).dropFirst(place).first.flatMap({ Int($0) }), number > 0 else {
    throw BenchFailure("say how many")
  }
  return number
}
