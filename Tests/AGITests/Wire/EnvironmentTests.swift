@testable import AGI
import Testing

struct EnvironmentTests {
  static let plain = """
    agi_request: script
    agi_channel: PJSIP/a-00000001
    agi_uniqueid: 1.2
    agi_version: 22.10.1
    agi_callerid: 138
    agi_calleridname: 王小明: \u{2603}
    agi_dnid: 100
    agi_context: in
    agi_priority: 2
    agi_enhanced: 0.0
    agi_accountcode:\u{20}
    agi_threadid: 1
    agi_arg_1: basic
    agi_arg_2: arg two
    agi_arg_3:\u{20}
    agi_arg_4: k: v


    """

  func read(_ text: some StringProtocol, limit: Int = 65536) throws -> (Environment, rest: Int) {
    var decoder = EnvironmentDecoder(limit: limit)
    let used = try decoder.append(Array(text.utf8))
    return (decoder.environment, text.utf8.count - (try #require(used)))
  }

  @Test func valuesKeepTheirColonsAndEmptyArgumentsTheirPlace() throws {
    let (environment, rest) = try read(Self.plain + "200")
    #expect(rest == 3)
    #expect(environment.callerName == "王小明: \u{2603}")
    #expect(environment.arguments == ["basic", "arg two", "", "k: v"])
    #expect(environment["accountcode"] == "" && environment["agi_dnid"] == "100")
    #expect(environment.priority == 2 && !environment.isEnhanced)
    #expect(environment["nosuch"] == nil && environment.redirectingNumber == nil)
  }

  @Test func unknownCallersAreNil() throws {
    for name in ["unknown", "<unknown>", ""] {
      let environment = Environment(["agi_callerid": name, "agi_calleridname": name])
      #expect(environment.callerNumber == nil && environment.callerName == nil)
    }
  }

  @Test func theEnvironmentIsTheSameAtEverySplit() throws {
    let bytes = Array(Self.plain.utf8)
    let whole = try read(Self.plain).0
    for place in bytes.indices {
      var decoder = EnvironmentDecoder()
      let first = try decoder.append(bytes[..<place])
      #expect(first == nil)
      #expect(try decoder.append(bytes[place...]) == bytes.count - place)
      #expect(decoder.environment == whole)
    }
  }

  @Test func bytesThatAreNoTextSurvive() throws {
    var decoder = EnvironmentDecoder()
    #expect(try decoder.append(Array("agi_calleridname: ".utf8) + [0xFF, 0xFE, 10, 10]) != nil)
    #expect(decoder.environment.bytes("calleridname") == [0xFF, 0xFE])
    #expect(decoder.environment.callerName == "\u{FFFD}\u{FFFD}")
  }

  @Test func aNewlineInANumberForgesNothing() throws {
    let evil =
      "138\nagi_dnid: 900\nagi_context: admin\nagi_threadid: 9\nagi_arg_1: evil\nagi_channel: x"
    let text = Self.plain.replacing("agi_callerid: 138", with: "agi_callerid: \(evil)")
    let (environment, _) = try read(text)
    #expect(environment.callerNumber == "138")
    #expect(environment.dialledNumber == "100" && environment.context == "in")
    #expect(environment.channel == "PJSIP/a-00000001")
    #expect(environment.arguments == ["basic", "arg two", "", "k: v"])
  }

  @Test func anEmptyLineInANumberDoesNotEndTheEnvironment() throws {
    let text = Self.plain.replacing(
      "agi_callerid: 138",
      with: "agi_callerid: 138\n\n200 result=1 (x)"
    )
    let (environment, rest) = try read(text)
    #expect(rest == 0 && environment.dialledNumber == "100" && environment.arguments.count == 4)
  }

  @Test func argumentsOutOfSequenceAreForged() throws {
    let text = Self.plain.replacing(
      "agi_arg_1: basic",
      with: "agi_arg_1: basic\nagi_arg_1: evil\nagi_arg_9: x"
    )
    #expect(try read(text).0.arguments == ["basic", "arg two", "", "k: v"])
  }

  @Test func anEnvironmentHasALimit() throws {
    let size = Self.plain.utf8.count
    #expect(try read(Self.plain, limit: size + 1).rest == 0)
    #expect(code { try read(Self.plain, limit: size - 1) } == .protocolViolation)
    var decoder = EnvironmentDecoder(limit: 1000)
    #expect(
      code {
        for _ in 0..<1001 { _ = try decoder.append([65]) }
      } == .protocolViolation
    )
  }

  @Test func aSmallPeerNeedNotSayAll() throws {
    #expect(try read("agi_network_script: x?y=1\n\n").0.networkScript == "x?y=1")
    #expect(try read("\n").0 == Environment())
  }
}
