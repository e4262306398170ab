import Glibc
import Phone

extension Laboratory {
  /// The folder of the release binaries.
  public static var programs: String { Project.programs }

  /// Starts the release `switchboardd` where the dialplan finds FastAGI.
  public func startDaemon(_ options: String...) throws -> Daemon {
    try startDaemon(options, word: " answers ")
  }

  /// Starts another one, which stands by while that one leads.
  public func startStandby() throws -> Daemon {
    try startDaemon(["--standby"], word: " stands by: ")
  }

  private func startDaemon(_ options: [String], word: String) throws -> Daemon {
    try Daemon(
      [
        "\(Project.programs)/switchboardd", "--store", store, "--listen", "\(fastAGI)",
        "--control", control,
      ] + options,
      word: word
    )
  }

  /// The daemon's control socket.
  public var control: String { store + "-control" }
}

/// A daemon that answers calls; it ends with this process.
public final class Daemon: Sendable {
  /// The daemon itself.
  public let processID: Int32
  private let command: Command

  /// A shell waits for the end of its standard input, which this process holds open.
  private static let script = """
    "$@" </dev/null &
    echo $!
    exec >/dev/null
    while read -r line; do :; done
    kill $! 2>/dev/null
    wait $!
    """

  /// Starts a program and waits for the line by which it says that it is ready: this word is in it.
  init(_ arguments: [String], word: String) throws {
    command = try Command(["/bin/sh", "-c", Self.script, "daemon"] + arguments)
    let deadline = Moment.now + .seconds(30)
    guard let number = command.readText(until: deadline), let processID = Int32(number),
      let ready = command.readText(until: deadline), ready.contains(word)
    else { throw LaboratoryError("\(arguments[0]) did not start; the reason is above") }
    self.processID = processID
  }

  /// Waits until one that stands by leads, and answers calls.
  public func waitUntilItLeads() throws {
    let deadline = Moment.now + .seconds(30)
    guard command.readText(until: deadline)?.contains(" answers ") == true else {
      throw LaboratoryError("daemon \(processID) did not take over")
    }
  }

  /// Tells it to end, and waits until it has; its exit status.
  ///
  /// One that does not end says where its threads are, and is killed.
  @discardableResult
  public func stop() -> Int32 {
    close(command.input)
    let deadline = Moment.now + .seconds(30)
    while command.readLine(until: deadline) != nil {}
    if Moment.now >= deadline {
      let words = "daemon \(processID) does not end; its threads wait in \(waits())\n"
      _ = write(STDERR_FILENO, words, words.utf8.count)
      Glibc.kill(processID, SIGKILL)
    }
    close(command.output)
    return command.wait()
  }

  /// Kills it, and waits until it is gone.
  public func kill() {
    Glibc.kill(processID, SIGKILL)
    stop()
  }

  /// What the kernel does for each of its threads.
  private func waits() -> [String] {
    let threads = "/proc/\(processID)/task"
    return Files.names(in: threads).map { Files.firstLine(of: "\(threads)/\($0)/wchan") ?? "" }
  }
}

extension Command {
  fileprivate func readText(until deadline: Moment) -> String? {
    readLine(until: deadline).map { String(decoding: $0, as: UTF8.self) }
  }
}
