import Phone
import Testing

/// The caller's voice on descriptor 3.
@Suite struct AudioTests {
  /// The debug build of `agi-ear`, beside the tests themselves.
  static let program =
    #filePath.split(separator: "/").prefix { $0 != "Tests" }.reduce("") { "\($0)/\($1)" }
    + "/.build/debug/agi-ear"

  @Test func fiftyFramesAreASecondOfTheCallersVoice() async throws {
    let heard = try await Stage.variable("EAR", after: 4, saying: .tone(hertz: 440))
    #expect(heard == "50 frames 8000 samples loud")
  }
}
