import CSQLite
import Glibc

/// Where SQLite's memory comes from in a process that is one call: it has one thread, and asks for
/// some thousand small pieces, most of them while it reads the store's shape.
///
/// A piece is cut off the end of a chunk, and when it is given back, the next one of its size takes
/// it. Before each piece stands how many steps it has. What is large is the C library's.
enum CallMemory {
  /// Sizes go in such steps, and a piece begins at the eighth byte of its first.
  private static let step = 16
  private static let largest = 1_024
  private static let chunk = 32_768
  private static let head = 8

  /// One thread alone comes here.
  private nonisolated(unsafe) static var next = UnsafeMutableRawPointer(bitPattern: 0)
  private nonisolated(unsafe) static var left = 0
  /// By their steps: pieces that were given back, each leading to the next.
  private nonisolated(unsafe) static var returned: UnsafeMutablePointer<UnsafeMutableRawPointer?>?

  /// Says so to SQLite, before its first use.
  static func serveSQLite() {
    var methods = sqlite3_mem_methods(
      xMalloc: { CallMemory.take($0) },
      xFree: { CallMemory.giveBack($0) },
      xRealloc: { CallMemory.change($0, to: $1) },
      xSize: { $0.map { Int32(truncatingIfNeeded: CallMemory.room(of: $0)) } ?? 0 },
      xRoundup: { CallMemory.roundedUp($0) },
      xInit: { _ in CallMemory.begin() },
      xShutdown: { _ in },
      pAppData: nil
    )
    switchboard_sqlite3_take_memory_from(&methods)
  }

  static func begin() -> Int32 {
    guard returned == nil else { return SQLITE_OK }
    let count = largest / step + 1
    guard let lists = calloc(count, MemoryLayout<UnsafeMutableRawPointer?>.stride) else {
      return SQLITE_NOMEM
    }
    returned = lists.bindMemory(to: UnsafeMutableRawPointer?.self, capacity: count)
    return SQLITE_OK
  }

  static func take(_ size: Int32) -> UnsafeMutableRawPointer? {
    let steps = steps(for: size)
    let isLarge = steps &* step > largest
    guard let piece = isLarge ? malloc(steps &* step) : cut(steps) else { return nil }
    piece.storeBytes(of: steps, as: Int.self)
    return piece + head
  }

  static func giveBack(_ memory: UnsafeMutableRawPointer?) {
    guard let memory, let returned else { return }
    let piece = memory - head
    let steps = piece.load(as: Int.self)
    guard steps &* step <= largest else { return free(piece) }
    memory.storeBytes(of: returned[steps], as: UnsafeMutableRawPointer?.self)
    returned[steps] = piece
  }

  static func change(
    _ memory: UnsafeMutableRawPointer?,
    to size: Int32
  ) -> UnsafeMutableRawPointer? {
    guard let memory else { return take(size) }
    let room = room(of: memory)
    guard room < size else { return memory }
    guard let larger = take(size) else { return nil }
    larger.copyMemory(from: memory, byteCount: room)
    giveBack(memory)
    return larger
  }

  /// How many bytes a piece has.
  static func room(of memory: UnsafeMutableRawPointer) -> Int {
    (memory - head).load(as: Int.self) &* step &- head
  }

  private static func roundedUp(_ size: Int32) -> Int32 {
    Int32(truncatingIfNeeded: steps(for: size) &* step &- head)
  }

  private static func steps(for size: Int32) -> Int {
    (Int(size) &+ head &+ step &- 1) / step
  }

  private static func cut(_ steps: Int) -> UnsafeMutableRawPointer? {
    if let returned, let piece = returned[steps] {
      returned[steps] = (piece + head).load(as: UnsafeMutableRawPointer?.self)
      return piece
    }
    let size = steps &* step
    if left < size {
      guard let fresh = malloc(chunk) else { return nil }
      (next, left) = (fresh, chunk)
    }
    guard let piece = next else { return nil }
    (next, left) = (piece + size, left &- size)
    return piece
  }
}
