public import Database
import Glibc

/// Reads a small file whole.
///
/// - Parameters:
///   - path: The file.
///   - limit: How many bytes it may have.
/// - Returns: Its bytes.
/// - Throws: `DatabaseError`, also when it is longer than `limit` bytes.
public func readFile(_ path: String, limit: Int) throws(DatabaseError) -> [UInt8] {
  // A pipe in its place is not waited for: it is empty.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw DatabaseError(systemError: errno, doing: "reading \(path)") }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = read(descriptor, &block, block.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw DatabaseError(systemError: errno, doing: "reading \(path)") }
    if count == 0 { return bytes }
    bytes += block[..<count]
    guard bytes.count <= limit else {
      throw DatabaseError(.other, doing: "reading \(path)", cause: "longer than \(limit) bytes")
    }
  }
}
