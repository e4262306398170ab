import Glibc
import Phone

/// A process that follows the queue_log of a laboratory into the floor's file of its store, until it
/// is killed.
public final class FloorRecorder: Sendable {
  private let command: Command

  /// Starts the program at `program`.
  public init(_ program: String, following laboratory: Laboratory, as node: String) throws {
    command = try Command([program, laboratory.store, node, "\(laboratory.log)/queue_log"])
  }

  /// Waits until it has read all that was there.
  public func waitUntilReady() throws {
    let line = command.readLine(until: .now + .seconds(60))
    guard line == Array("ready".utf8) else { throw LaboratoryError("the recorder did not begin") }
  }

  /// Kills it as the system would, and waits until it is gone.
  public func kill() {
    _ = Glibc.kill(command.process, SIGKILL)
    _ = command.wait()
    close(command.input)
    close(command.output)
  }
}
