import Glibc
import Programs
import Testing

/// The caller leaves, or Asterisk does, at any moment: the program saves what it has and goes.
@Suite(.timeLimit(.minutes(5))) struct EndTests {
  /// How far a call has come.
  enum Stage: Sendable {
    case insideEnvironment
    /// So many commands are answered, and the next one waits for its answer.
    case command(Int)
  }

  /// A program and a stage of its call.
  struct Moment: CustomStringConvertible, Sendable {
    let program: Program
    let stage: Stage

    var description: String { "\(program.name), \(stage)" }

    static let all = Program.all.flatMap { program in
      let stages = [.insideEnvironment] + program.exchanges.indices.map(Stage.command)
      return stages.map { Moment(program: program, stage: $0) }
    }
  }

  @Test(arguments: Moment.all)
  func endsWhenAsteriskClosesItsPipe(moment: Moment) throws {
    let store = try ExampleStore()
    let process = try reach(moment, on: store)
    process.closeInput()
    try expectEnd(process)
  }

  @Test(arguments: Moment.all)
  func endsWhenNobodyReadsItsCommands(moment: Moment) throws {
    let store = try ExampleStore()
    let process = try reach(moment, on: store)
    process.closeOutput()
    sendRest(of: moment, to: process)
    // Linux wakes us before a program that another test starts has dropped its copy of the pipe's
    // other end, so one command may still get through. Asterisk closes both pipes anyway.
    process.closeInput()
    try expectEnd(process)
  }

  @Test(arguments: Moment.all)
  func endsAfterTheHangupSignal(moment: Moment) throws {
    let store = try ExampleStore()
    let process = try reach(moment, on: store)
    try process.waitUntilCaught(SIGHUP)
    process.signal(SIGHUP)
    sendRest(of: moment, to: process)
    while let command = try process.line() {
      process.send(answerOfDeadChannel(to: command))
    }
    try expectEnd(process)
  }

  // MARK: - Asterisk's part

  /// Starts a call and brings it to the moment.
  private func reach(_ moment: Moment, on store: ExampleStore) throws -> SpawnedProgram {
    let process = try moment.program.start(on: store)
    guard case .command(let index) = moment.stage else {
      process.send(String(moment.program.callEnvironment.prefix(100)))
      return process
    }
    process.send(moment.program.callEnvironment)
    for exchange in moment.program.exchanges[..<index] {
      #expect(try process.line() == exchange.command)
      process.send(exchange.answer + "\n")
    }
    #expect(try process.line() == moment.program.exchanges[index].command)
    return process
  }

  /// Sends what the program waits for.
  private func sendRest(of moment: Moment, to process: SpawnedProgram) {
    switch moment.stage {
    case .insideEnvironment:
      process.send(String(moment.program.callEnvironment.dropFirst(100)))
    case .command(let index):
      process.send(answerOfDeadChannel(to: moment.program.exchanges[index].command))
    }
  }

  /// A dead channel still takes variables, AstDB and verbose.
  private func answerOfDeadChannel(to command: String) -> String {
    let allowed = [
      "SET VARIABLE", "GET VARIABLE", "GET FULL", "DATABASE", "VERBOSE", "NOOP", "EXEC",
    ]
    return allowed.contains { command.hasPrefix($0) }
      ? "200 result=1\n" : "511 Command Not Permitted on a dead channel or intercept routine\n"
  }

  /// Its pipes are closed by everybody, so it left no process behind, and it ended well.
  private func expectEnd(_ process: SpawnedProgram) throws {
    _ = try process.restOfOutput()
    #expect(try process.allErrors() == "")
    #expect(process.wait().code == 0)
  }
}
