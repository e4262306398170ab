public import Glibc

/// A program on three pipes; whoever holds this stands in Asterisk's place.
///
/// Every wait has a deadline. A program that still runs when this goes away is killed.
public final class SpawnedProgram {
  /// What went wrong with a program.
  public struct Failure: Error, CustomStringConvertible {
    /// What was being done, and why it failed.
    public let description: String

    init(description: String) {
      self.description = description
    }
  }

  /// How a program ended.
  public struct End: Equatable, Sendable {
    /// The exit code; `nil` when a signal ended it.
    public let code: Int32?
    /// The signal that ended it; `nil` when it exited.
    public let signal: Int32?
  }

  /// Its process.
  public let pid: pid_t
  private var input: Int32
  private var output: Int32
  private var errors: Int32
  private var received: [UInt8] = []
  private var receivedErrors: [UInt8] = []
  private var isReaped = false

  /// Starts the program at `path` with these arguments and nothing but this environment.
  public init(
    _ path: String,
    _ arguments: [String] = [],
    environment: [String] = asteriskProcessEnvironment
  ) throws(Failure) {
    let started = try Started.start([path] + arguments, environment)
    pid = started.pid
    input = started.input
    output = started.output
    errors = started.errors
  }

  deinit {
    for descriptor in [input, output, errors] where descriptor >= 0 { Started.close(descriptor) }
    if !isReaped {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
  }

  /// Runs a program that reads nothing to its end; what it says of either kind fits into a pipe.
  public static func run(
    _ words: [String],
    environment: [String] = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
  ) throws(Failure) -> (code: Int32?, output: String, errors: String) {
    let program = try SpawnedProgram(words[0], Array(words.dropFirst()), environment: environment)
    program.closeInput()
    let errors = try program.allErrors()
    let output = try program.restOfOutput()
    return (program.wait().code, output, errors)
  }

  // MARK: - Its input

  /// Writes to its standard input.
  ///
  /// - Returns: Whether it still had that open.
  @discardableResult
  public func send(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { write(input, $0.baseAddress, $0.count) == $0.count }
  }

  /// Closes its standard input.
  public func closeInput() {
    Started.close(input)
    input = -1
  }

  /// Closes the pipe that it writes to.
  public func closeOutput() {
    Started.close(output)
    output = -1
  }

  /// Closes its standard error, which nobody reads then.
  public func closeErrors() {
    Started.close(errors)
    errors = -1
  }

  /// Fills its standard error until that takes no more.
  public func fillErrors() {
    let writer = open("/proc/self/fd/\(errors)", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    while write(writer, "x", 1) == 1 {}
    close(writer)
  }

  /// Sends it a signal.
  public func signal(_ number: Int32) {
    kill(pid, number)
  }

  // MARK: - Its output

  /// The next line that it wrote, without its newline; `nil` once it closed its output.
  public func line() throws(Failure) -> String? {
    try SpawnedProgram.line(of: output, &received)
  }

  /// The next line that it wrote to its standard error; `nil` once it closed that.
  public func errorLine() throws(Failure) -> String? {
    try SpawnedProgram.line(of: errors, &receivedErrors)
  }

  /// All that it still writes to its standard output, until nobody holds that open.
  public func restOfOutput() throws(Failure) -> String {
    var rest = received
    received = []
    try SpawnedProgram.readToEnd(output, into: &rest)
    return String(decoding: rest, as: UTF8.self)
  }

  /// All that it wrote to its standard error, until nobody holds that open.
  ///
  /// So many milliseconds may pass without a word.
  public func allErrors(patience: Int32 = patience) throws(Failure) -> String {
    var all = receivedErrors
    receivedErrors = []
    try SpawnedProgram.readToEnd(errors, into: &all, patience)
    return String(decoding: all, as: UTF8.self)
  }

  // MARK: - Its process

  /// Waits for its end, reaps it and returns how it ended: by SIGKILL when it did not end by itself.
  @discardableResult
  public func wait() -> End {
    var status: Int32 = 0
    for _ in 0..<Int(SpawnedProgram.patience) where !isReaped {
      isReaped = waitpid(pid, &status, WNOHANG) == pid
      if !isReaped { usleep(1000) }
    }
    if !isReaped {
      kill(pid, SIGKILL)
      while waitpid(pid, &status, 0) < 0, errno == EINTR {}
      isReaped = true
    }
    let signal = status & 0x7F
    return signal == 0
      ? End(code: (status >> 8) & 0xFF, signal: nil) : End(code: nil, signal: signal)
  }

  /// The most memory that it has had resident so far, in KiB.
  ///
  /// Not `ru_maxrss`: that begins with what the process had that started it.
  public func peakMemory() throws(Failure) -> Int {
    for line in try lines(of: "/proc/\(pid)/status") where line.hasPrefix("VmHWM:") {
      if let kibibytes = Int(line.filter(\.isNumber)) { return kibibytes }
    }
    throw Failure(description: "no VmHWM in /proc/\(pid)/status")
  }

  /// Waits until it has a handler for a signal of its own; before, the signal would kill it.
  public func waitUntilCaught(_ signal: Int32) throws(Failure) {
    let bit = UInt64(1) << UInt64(signal - 1)
    for _ in 0..<Int(SpawnedProgram.patience) {
      let caught = try lines(of: "/proc/\(pid)/status").first { $0.hasPrefix("SigCgt:") }
      let mask = caught.flatMap { UInt64($0.dropFirst(7).filter(\.isHexDigit), radix: 16) } ?? 0
      if mask & bit != 0 { return }
      usleep(1000)
    }
    throw Failure(description: "the program never caught signal \(signal)")
  }

  // MARK: - Descriptors

  /// How long a program may keep whoever reads from it waiting.
  public static let patience: Int32 = 60_000

  private static func line(
    of descriptor: Int32,
    _ received: inout [UInt8]
  ) throws(Failure) -> String? {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeSubrange(...end)
        return line
      }
      let more = try read(descriptor)
      if more.isEmpty { return nil }
      received += more
    }
  }

  private static func read(
    _ descriptor: Int32,
    _ patience: Int32 = patience
  ) throws(Failure) -> ArraySlice<UInt8> {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, patience) == 1 else {
      throw Failure(description: "the program wrote nothing for \(patience / 1000) s")
    }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &chunk, chunk.count)
    return chunk[..<max(0, count)]
  }

  private static func readToEnd(
    _ descriptor: Int32,
    into bytes: inout [UInt8],
    _ patience: Int32 = patience
  ) throws(Failure) {
    guard descriptor >= 0 else { return }
    while true {
      let more = try read(descriptor, patience)
      if more.isEmpty { return }
      bytes += more
    }
  }
}
