@testable import AGI
@testable import AGITesting
import Testing

struct TypedCommandTests {
  /// Each command by a typed call, and the line that it writes.
  static let calls: [(CommandName, String, @Sendable (Call) throws -> Void)] = [
    (.answer, "ANSWER", { try $0.answer() }),
    (.asyncAGIBreak, "ASYNCAGI BREAK", { try $0.breakAsyncAGI() }),
    (.channelStatus, "CHANNEL STATUS", { _ = try $0.status() }),
    (
      .controlStreamFile, "CONTROL STREAM FILE f 0 3000 # * 5 10",
      {
        let controls = PlaybackControls(pause: "5")
        _ = try $0.controlStreamFile(
          "f",
          escape: "0",
          controls: controls,
          offset: .milliseconds(10)
        )
      }
    ),
    (
      .databaseDeltree, "DATABASE DELTREE f t",
      { try $0.database.deleteTree(family: "f", tree: "t") }
    ),
    (.databaseDel, "DATABASE DEL f k", { try $0.database.delete(family: "f", key: "k") }),
    (.databaseGet, "DATABASE GET f k", { _ = try $0.database.get(family: "f", key: "k") }),
    (
      .databasePut, "DATABASE PUT f k v", { try $0.database.put(family: "f", key: "k", value: "v") }
    ),
    (.exec, "EXEC Queue \"a\\\\,b,c\"", { try $0.exec("Queue", arguments: ["a,b", "c"]) }),
    (
      .getData, "GET DATA f 1500 4",
      { _ = try $0.getData("f", timeout: .milliseconds(1500), maximum: 4) }
    ),
    (.getFullVariable, "GET FULL VARIABLE ${X}", { _ = try $0.evaluate("${X}") }),
    (
      .getOption, "GET OPTION f 12 500",
      { _ = try $0.getOption("f", escape: "12", timeout: .milliseconds(500)) }
    ),
    (.getVariable, "GET VARIABLE X", { _ = try $0.get("X") }),
    (.gosub, "GOSUB c e 1 a", { try $0.gosub(context: "c", extension: "e", argument: "a") }),
    (.hangup, "HANGUP", { try $0.hangup() }),
    (.noop, "NOOP \"a b\"", { try $0.noop("a b") }),
    (
      .receiveChar, "RECEIVE CHAR 200", { _ = try $0.receiveCharacter(timeout: .milliseconds(200)) }
    ),
    (.receiveText, "RECEIVE TEXT 200", { _ = try $0.receiveText(timeout: .milliseconds(200)) }),
    (
      .recordFile, "RECORD FILE f wav # 9000 800 BEEP s=2",
      {
        _ = try $0.record(to: "f", maximum: .seconds(9), silence: .milliseconds(1500), offset: 800)
      }
    ),
    (.sayAlpha, "SAY ALPHA ab \"\"", { try $0.say(.letters("ab")) }),
    (
      .sayDatetime, "SAY DATETIME 0 1 R UTC",
      { try $0.say(.dateTime(0, format: "R", zone: "UTC"), cutBy: "1") }
    ),
    (.sayDate, "SAY DATE 0 \"\"", { try $0.say(date: 0) }),
    (.sayDigits, "SAY DIGITS 007 \"\"", { try $0.say(digits: "007") }),
    (.sayNumber, "SAY NUMBER 12 \"\" f", { try $0.say(.number(12, gender: "f")) }),
    (.sayPhonetic, "SAY PHONETIC a \"\"", { try $0.say(.phonetic("a")) }),
    (.sayTime, "SAY TIME 0 \"\"", { try $0.say(.time(0)) }),
    (.sendImage, "SEND IMAGE i", { try $0.sendImage("i") }),
    (.sendText, "SEND TEXT \"h i\"", { try $0.sendText("h i") }),
    (.setAutohangup, "SET AUTOHANGUP 3", { try $0.hangup(after: .milliseconds(2001)) }),
    (.setCallerid, "SET CALLERID \"王 <1>\"", { try $0.setCallerID("王 <1>") }),
    (.setContext, "SET CONTEXT c", { try $0.continueAt(context: "c") }),
    (.setExtension, "SET EXTENSION e", { try $0.continueAt(extension: "e") }),
    (.setMusic, "SET MUSIC on m", { try $0.music(on: true, class: "m") }),
    (.setPriority, "SET PRIORITY 2", { try $0.continueAt(priority: "2") }),
    (.setVariable, "SET VARIABLE X \"a b\"", { try $0.set("X", to: "a b") }),
    (.speechActivateGrammar, "SPEECH ACTIVATE GRAMMAR g", { try $0.speech.activateGrammar("g") }),
    (.speechCreate, "SPEECH CREATE e", { try $0.speech.create(engine: "e") }),
    (
      .speechDeactivateGrammar, "SPEECH DEACTIVATE GRAMMAR g",
      { try $0.speech.deactivateGrammar("g") }
    ),
    (.speechDestroy, "SPEECH DESTROY", { try $0.speech.destroy() }),
    (.speechLoadGrammar, "SPEECH LOAD GRAMMAR g p", { try $0.speech.loadGrammar("g", path: "p") }),
    (
      .speechRecognize, "SPEECH RECOGNIZE p 5000 3",
      { _ = try $0.speech.recognise(prompt: "p", timeout: .seconds(5), offset: 3) }
    ),
    (.speechSet, "SPEECH SET n v", { try $0.speech.set("n", to: "v") }),
    (.speechUnloadGrammar, "SPEECH UNLOAD GRAMMAR g", { try $0.speech.unloadGrammar("g") }),
    (.streamFile, "STREAM FILE f 1# 80", { try $0.streamFile("f", escape: "#1", offset: 80) }),
    (.tddMode, "TDD MODE on", { try $0.tdd("on") }),
    (.verbose, "VERBOSE \"a b\" 3", { try $0.verbose("a b", level: 3) }),
    (.waitForDigit, "WAIT FOR DIGIT -1", { _ = try $0.waitForDigit(timeout: nil) }),
  ]

  @Test func everyCommandHasATypedCall() {
    #expect(Set(Self.calls.map(\.0)) == Set(CommandName.allCases))
    #expect(CommandName.allCases.count == 47)
  }

  @Test(arguments: calls.indices)
  func typedCallWritesItsLine(_ index: Int) {
    let (name, line, body) = Self.calls[index]
    let call = ScriptedCaller().call { call in try body(call) }
    #expect(call.commands.first == line)
    #expect(CommandName.called(by: line.split(separator: " ").map(String.init)) == name)
    #expect(call.errorCode != .badUsage && call.errorCode != .unknownCommand)
  }

  @Test func moneyIsUnitsThenHundredths() {
    let call = ScriptedCaller().call { call in
      try call.say(money: Money(hundredths: -1250, hundredthUnit: "cents"))
    }
    #expect(
      call.heard == [
        "digits/minus", .whole(.number(12)), "digits/dollars", "vm-and", .whole(.number(50)),
        "cents",
      ]
    )
  }

  @Test(arguments: ["a,b", "(x)", "[y]", "q\"q", "b\\b", "é,\u{301}x"])
  func oneArgumentOfAnApplicationStaysOne(_ argument: String) {
    var unescaped: [UInt8] = []
    var isEscaped = false
    for byte in AnyCall.escaped(argument).utf8 {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      #expect(isEscaped || !",()[]\"".utf8.contains(byte))
      unescaped.append(byte)
      isEscaped = false
    }
    #expect(unescaped == Array(argument.utf8))
  }
}
