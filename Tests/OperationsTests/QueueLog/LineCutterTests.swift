import Testing

@testable import Operations

/// However the bytes come, the lines are the same.
@Suite struct LineCutterTests {
  private let text = Array("1|a|q|NONE|ABANDON|1|1|2\nnonsense\n\n2|b|q|1001|PAUSE|午餐\n3|c|q".utf8)

  private func cut(_ pieces: [[UInt8]]) -> [QueueLogBatch.Entry] {
    var cutter = LineCutter()
    return pieces.flatMap { cutter.add($0) }
  }

  @Test func everySplitGivesTheSame() {
    let whole = cut([text])
    #expect(whole.map(\.offset) == [0, 25, 34, 35])
    for split in 0...text.count {
      #expect(cut([Array(text[..<split]), Array(text[split...])]) == whole)
    }
    #expect(cut(text.map { [$0] }) == whole)
  }

  @Test func whoBeginsAgainAtAnyLineReadsTheRest() {
    let whole = cut([text])
    for entry in whole {
      var cutter = LineCutter(offset: entry.offset, recent: Array(text[..<entry.offset]))
      #expect(
        cutter.add(Array(text[entry.offset...])) == whole.filter { $0.offset >= entry.offset }
      )
    }
  }

  @Test func theTailWaitsUntilTheFileIsOver() {
    var cutter = LineCutter()
    #expect(cutter.add(text).count == 4)
    #expect(cutter.offset == text.count - 5)
    let rest = cutter.finish()
    #expect(rest?.content == .malformed(MalformedLine(reason: .end, text: "3|c|q")))
    #expect(cutter.offset == text.count)
    #expect(cutter.finish() == nil)
  }

  @Test func aLineWithoutEndComesInPieces() {
    let long = [UInt8](repeating: 0x78, count: QueueLogEntry.longestLine * 2 + 10)
    let whole = cut([long + [0x0A]])
    #expect(whole.map(\.offset) == [0, 65_536, 131_072])
    #expect(
      cut(
        stride(from: 0, to: long.count, by: 1_000).map {
          Array(long[$0..<min($0 + 1_000, long.count)])
        } + [[0x0A]]
      ) == whole
    )
  }
}
