import CSQLite
import Glibc
import Testing

@testable import Database

/// What SQLite asks of its memory; the lists are one thread's, so one test alone uses them.
@Suite struct CallMemoryTests {
  @Test func piecesAreApartKeepWhatIsInThemAndAreUsedAgain() throws {
    #expect(CallMemory.begin() == SQLITE_OK)
    var pieces: [(start: UnsafeMutableRawPointer, size: Int)] = []
    for size in (1...3_000).map({ $0 * 7 % 1_500 + 1 }) {
      let start = try #require(CallMemory.take(Int32(size)))
      #expect(Int(bitPattern: start) % 8 == 0)
      #expect(CallMemory.room(of: start) >= size)
      memset(start, Int32(pieces.count % 251), CallMemory.room(of: start))
      pieces.append((start, size))
    }
    for (index, piece) in pieces.enumerated() { check(piece.start, index, piece.size) }
    for index in pieces.indices {
      let (start, size) = pieces[index]
      pieces[index].start = try #require(CallMemory.change(start, to: Int32(size * 2)))
    }
    for (index, piece) in pieces.enumerated() { check(piece.start, index, piece.size) }

    for size in [1, 200, 1_016] {
      let first = try #require(CallMemory.take(Int32(size)))
      CallMemory.giveBack(first)
      #expect(CallMemory.take(Int32(size)) == first)
      CallMemory.giveBack(first)
    }
    for piece in pieces { CallMemory.giveBack(piece.start) }
    CallMemory.giveBack(nil)
    let whole = try #require(CallMemory.change(nil, to: 100))
    #expect(CallMemory.change(whole, to: 50) == whole)
    CallMemory.giveBack(whole)
  }

  private func check(_ start: UnsafeMutableRawPointer, _ index: Int, _ size: Int) {
    let bytes = UnsafeRawBufferPointer(start: start, count: size)
    #expect(bytes.allSatisfy { $0 == UInt8(index % 251) })
  }
}
