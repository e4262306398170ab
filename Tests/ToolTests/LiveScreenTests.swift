import Records
import Testing

@testable import switchboard

/// What a terminal shows of a text that goes on.
@Suite struct LiveScreenTests {
  private let size = ScreenSize(rows: 3, columns: 8)

  private func fit(_ lines: String...) -> [String] {
    size.fit(lines) { "\($0) more" }
  }

  @Test func whatFitsIsShownAsItIs() {
    #expect(fit("queue", "", "12345678") == ["queue", "", "12345678"])
  }

  @Test func theLastRowTellsHowManyLinesHaveNoRoom() {
    #expect(fit("1", "2", "3", "4") == ["1", "2", "2 more"])
    #expect(fit("1", "2", "3", "", "5") == ["1", "2", "2 more"])
  }

  @Test func oneRowTellsOfAllLines() {
    let row = ScreenSize(rows: 1, columns: 80)
    #expect(row.fit(["1", "2"]) { "\($0) more" } == ["2 more"])
  }

  @Test func theLastRowIsCutToo() {
    #expect(size.fit(["1", "2", "3", "4"]) { _ in "many more lines" }.last == "many mo>")
  }

  @Test(arguments: [
    ("123456789", "1234567>"),
    ("队列等待", "队列等待"),
    ("队列等待长", "队列等>"),
    ("a队列等待", "a队列等>"),
    ("", ""),
  ])
  func linesAreCutByWhatTheyFill(line: String, shown: String) {
    let cut = line.cut(toColumns: size.columns)
    #expect(cut == shown)
    #expect(cut.columns <= size.columns)
  }

  @Test func aFrameIsDrawnOverTheLastOne() {
    #expect(size.frame(["ab", "c"]) == "\u{1B}[Hab\u{1B}[K\r\nc\u{1B}[K\r\n\u{1B}[J\u{1B}[H")
  }

  /// A line feed in the last row, and wiping behind a full line, would both take something away.
  @Test func aFullScreenLosesNothing() {
    #expect(
      size.frame(["1", "12345678", "3"]) == "\u{1B}[H1\u{1B}[K\r\n12345678\r\n3\u{1B}[K\u{1B}[H"
    )
  }

  // MARK: Times that go on

  @Test(arguments: [0, 1, 1_772_413_200_000_123, 1_772_413_199_999_999])
  func momentsAreReadAsTheyAreTold(microseconds: Int) {
    let moment = Timestamp(microseconds: microseconds)
    #expect(Timestamp(precise: moment.precise) == moment)
  }

  @Test(arguments: ["", "T", "2026-03-01", "2026-03-01T08:30:00Z", "2026-13-01T08:30:00.000123Z"])
  func whatIsNoMomentIsNone(text: String) {
    #expect(Timestamp(precise: text) == nil)
  }
}
