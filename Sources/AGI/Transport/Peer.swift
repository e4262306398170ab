/// Asterisk's side of a conversation in this very process, where a socket would be.
///
/// `AGITesting` implements it: one thread, no descriptors, and each read gets exactly the bytes that
/// the test wants it to.
package protocol Peer: AnyObject {
  /// Whether a SIGHUP would have come by now.
  var hasSignalledHangup: Bool { get }

  /// Whether the server in which the script runs is to stop before more is read.
  var hasStoppedServer: Bool { get }

  /// Takes bytes that were written. Returns whether anybody still reads them.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool

  /// Fills a buffer as `read` does. Returns how many bytes there are, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
}
