import AGI
import AGITesting
import Testing

/// Several variables at a time.
struct ManyVariablesTests {
  @Test func valuesAreReadByOneCommand() {
    var caller = ScriptedCaller()
    caller.variables = ["A": "1", "C": "two words (really)"]
    let call = caller.call { call throws in
      #expect(try call.values(of: "A", "B", "C") == ["1", "", "two words (really)"])
    }
    #expect(call.commands.first == "GET FULL VARIABLE ${A}|${B}|${C}")
  }

  @Test(arguments: ["a|b", "|", "||", "a|b|c"])
  func aDividerInAValueDividesNothing(value: String) {
    for names in ["A", "B"] {
      var caller = ScriptedCaller()
      caller.variables = [names: value]
      _ = caller.call { call throws in
        let read = try call.values(of: "A", "B")
        #expect(read == (names == "A" ? [value, ""] : ["", value]))
      }
    }
  }

  @Test func plainValuesGoTogether() {
    let call = ScriptedCaller().call { call in
      try call.set([
        ("A", "1"), ("B", ""), ("_C", "dialled 4008001234"), ("D", "销售部"),
        ("E", "a/b_c.d-e:f@g+h*#"),
      ])
    }
    #expect(
      call.commands.first
        == "EXEC MSet \"A=1,B=,_C=dialled 4008001234,D=销售部,E=a/b_c.d-e:f@g+h*#\""
    )
    #expect(call.commands.count == 1 && call.variables["_C"] == "dialled 4008001234")
  }

  @Test(arguments: [
    "a,b", "a=b", "\"", "\\", "(", ")", "[", "]", "${X}", "$[1]", "{", "}", "'", ";", "|", "&", "<",
    ">", "`", "~", "!", "?", "%", "^", "a\tb", " a", "a ", "a  b", " ", "\u{7F}", "\u{1}",
  ])
  func whatIsNotPlainGoesAloneAndInItsPlace(value: String) {
    let call = ScriptedCaller().call { call in
      try call.set([("A", "1"), ("B", "2"), ("C", value), ("D", "4"), ("E", "5")])
    }
    #expect(call.commands.map { $0.prefix(8) } == ["EXEC MSe", "SET VARI", "EXEC MSe"])
    #expect(call.variables["C"] == value && call.variables["E"] == "5")
  }

  @Test func namesThatRunSomethingGoAlone() {
    let call = ScriptedCaller().call { call in
      try call.set([("A", "1"), ("CALLERID(num)", "2"), ("", "3"), ("B", "4")])
    }
    #expect(call.commands.allSatisfy { $0.hasPrefix("SET VARIABLE ") } && call.commands.count == 4)
  }

  @Test func longAndManyAreSplit() {
    let call = ScriptedCaller().call { call in
      try call.set((0..<40).map { ("N\($0)", "\($0)") })
      try call.set((0..<4).map { ("L\($0)", String(repeating: "x", count: 900)) })
    }
    #expect(call.commands.allSatisfy { $0.utf8.count < 2_046 })
    #expect(call.commands.count == 5 && call.error == nil)
    #expect((0..<40).allSatisfy { call.variables["N\($0)"] == "\($0)" })
  }

  @Test func nothingIsNothing() {
    #expect(ScriptedCaller().call { call in try call.set([]) }.commands.isEmpty)
  }

  @Test func whereMSetIsMissingTheyGoOneByOne() {
    var caller = ScriptedCaller()
    caller.missingApplications = ["MSet"]
    let call = caller.call { call in try call.set([("A", "1"), ("B", "2")]) }
    #expect(call.variables["A"] == "1" && call.variables["B"] == "2" && call.error == nil)
  }
}
