import AGI
import Glibc
import Programs
import Testing

/// A real program of `AGI()` on real pipes.
struct StandardStreamsTests {
  func sample(_ does: String) throws -> SpawnedProgram {
    let program = try SpawnedProgram(programBesideTheTests("agi-sample"))
    program.send(agiEnvironment(request: "agi-sample", arguments: [does]))
    return program
  }

  func expectTheDeadCall(_ program: SpawnedProgram) throws {
    #expect(try program.line() == "SET VARIABLE SAVED half")
    program.send("200 result=1\n")
    #expect(try program.line() == "SET VARIABLE SWB_STATUS HANGUP")
    program.send("200 result=1\n")
    #expect(try program.line() == nil)
    #expect(program.wait().code == 0)
  }

  @Test func standardOutputCarriesCommandsAlone() throws {
    let program = try sample("print")
    #expect(try program.line() == "SET VARIABLE PRINTED yes")
    program.send("200 result=1\n")
    #expect(try program.restOfOutput() == "")
    #expect(try program.allErrors() == "this is no command\n")
    #expect(program.wait().code == 0)
  }

  @Test func hangupSignalEndsInTheDeadCall() throws {
    let program = try sample("wait")
    #expect(try program.line() == "WAIT FOR DIGIT -1")
    program.signal(SIGHUP)
    program.send("200 result=-1\n")
    try expectTheDeadCall(program)
  }

  @Test func withoutASignalTheChannelIsAsked() throws {
    let program = try sample("wait")
    #expect(try program.line() == "WAIT FOR DIGIT -1")
    program.send("200 result=-1\n")
    #expect(try program.line() == "CHANNEL STATUS")
    program.send("511 Command Not Permitted on a dead channel or intercept routine\n")
    try expectTheDeadCall(program)
  }

  @Test func closedPipesEndItWithoutAWord() throws {
    let atEnd = try sample("wait")
    #expect(try atEnd.line() == "WAIT FOR DIGIT -1")
    atEnd.closeInput()
    #expect(try atEnd.restOfOutput() == "")
    #expect(atEnd.wait().code == 0)
    let unread = try sample("wait")
    #expect(try unread.line() == "WAIT FOR DIGIT -1")
    unread.closeOutput()
    unread.send("200 result=-1\n")
    #expect(unread.wait().code == 0)
  }

  @Test func aFailureIsToldToTheDialplanAndToAsterisk() throws {
    let program = try sample("fail")
    #expect(try program.line() == "SET VARIABLE SWB_STATUS FAILURE")
    program.send("200 result=1\n")
    #expect(try program.line() == "SET VARIABLE SWB_ERROR script")
    program.send("200 result=1\n")
    #expect(program.wait().code == 1)
    #expect(try program.allErrors().contains("Broken"))
  }

  @Test func anErrorThatNobodyReadsHoldsNoCaller() throws {
    let program = try sample("fail unread")
    #expect(try program.line() == "SET VARIABLE SWB_STATUS FAILURE")
    program.send("200 result=1\n")
    #expect(try program.line() == "SET VARIABLE SWB_ERROR script")
    program.send("200 result=1\n")
    #expect(try program.line() == nil)
    #expect(program.wait().code == 1)
  }
}
