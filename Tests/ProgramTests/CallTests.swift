import Glibc
import Programs
import Testing

/// What goes through the pipes between a program and Asterisk.
@Suite(.timeLimit(.minutes(5))) struct CallTests {
  @Test(arguments: Program.all)
  func speaksExactlyThisCall(program: Program) throws {
    let store = try ExampleStore()
    let process = try program.start(on: store)
    process.send(program.callEnvironment)
    for exchange in program.exchanges {
      #expect(try process.line() == exchange.command)
      process.send(exchange.answer + "\n")
    }
    #expect(try process.restOfOutput() == "")
    #expect(try process.allErrors() == "")
    #expect(process.wait().code == 0)
  }

  @Test(arguments: Program.all)
  func saysWhatItIsOnATerminal(program: Program) throws {
    let process = try SpawnedProgram("script", ["-qec", program.path(), "/dev/null"])
    #expect(try process.restOfOutput().contains("AGI program"))
    #expect(process.wait().code == 2)
  }

  @Test(arguments: Program.all)
  func saysWhatItIsWithoutAsterisk(program: Program) throws {
    let store = try ExampleStore()
    let process = try program.start(on: store)
    process.closeInput()
    #expect(try process.restOfOutput() == "")
    #expect(try process.allErrors().contains("AGI program"))
    #expect(process.wait().code == 2)
  }
}
