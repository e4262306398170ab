import Glibc
import Phone
import Synchronization

/// A program that runs beside us.
///
/// Foundation's `Process` has no place beside it: it hears of a program's end by a descriptor that
/// every other child may inherit, and an Asterisk that starts at that moment keeps it open for good.
struct Command {
  /// What a program printed, and how it ended.
  struct Outcome {
    let output: String
    let status: Int32
  }

  /// Seconds that a program has in ``run(_:environment:)``.
  private static let longestRun = 60
  /// Held while a program starts: it has all our files until it is itself.
  static let starting = Mutex(())

  let process: pid_t
  /// Written to its standard input.
  let input: Int32
  /// Read from its standard output.
  let output: Int32

  /// Starts a program in a session of its own, so that Ctrl-C reaches us and not it.
  ///
  /// Its standard error is ours.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    let inward = try Self.pipe()
    let outward = try Self.pipe()
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_adddup2(&files, inward.read, 0)
    posix_spawn_file_actions_adddup2(&files, outward.write, 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads of Swift's pool block all signals; a shell that inherits this never sees a child end.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK))

    var process: pid_t = 0
    let failure = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(Self.ownEnvironment(with: environment)) { environment in
        Self.starting.withLock { _ in
          posix_spawn(&process, arguments[0]!, &files, &attributes, arguments, environment)
        }
      }
    }
    close(inward.read)
    close(outward.write)
    guard failure == 0 else {
      close(inward.write)
      close(outward.read)
      throw LaboratoryError("cannot run \(arguments[0]): \(String(cString: strerror(failure)))")
    }
    self.process = process
    input = inward.write
    output = outward.read
  }

  /// Runs a program to its end; `input` is a few words on its standard input.
  ///
  /// - Throws: `LaboratoryError` when it cannot be run, or has not ended after a minute: then it is
  ///   killed.
  static func run(
    _ arguments: [String],
    input: String = "",
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let command = try Command(
      ["/usr/bin/timeout", "--signal=KILL", "\(longestRun)"] + arguments,
      environment: environment
    )
    // Short enough for the pipe to take it whole.
    _ = write(command.input, input, input.utf8.count)
    close(command.input)
    var output = ""
    while let line = command.readLine() { output += String(bytesAsTheyAre: line) + "\n" }
    close(command.output)
    let status = command.wait()
    guard status != 128 + SIGKILL else {
      throw LaboratoryError(
        "\(arguments.joined(separator: " ")) did not end in \(longestRun) s; it said: \(output)"
      )
    }
    return Outcome(output: output, status: status)
  }

  /// The next line that it prints; `nil` when it prints no more, or nothing until the deadline.
  func readLine(until deadline: Moment? = nil) -> [UInt8]? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      if let deadline {
        var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        let left = max(.zero, deadline - .now).millisecondsRoundedUp
        guard poll(&polled, 1, left) != 0 else { return nil }
      }
      let count = read(output, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return line.isEmpty ? nil : line }
      if byte == 0x0A { return line }
      line.append(byte)
    }
  }

  /// Waits until it has ended; its exit status.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  // MARK: - Pieces

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    // A program that starts in between would keep the pipe open.
    try starting.withLock { _ in
      guard Glibc.pipe(&ends) == 0 else {
        throw LaboratoryError("pipe: \(String(cString: strerror(errno)))")
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    return (ends[0], ends[1])
  }

  private static func ownEnvironment(with additions: [String: String]) -> [String] {
    var lines: [String] = []
    var next = environ
    while let line = next.pointee {
      let text = String(cString: line)
      let name = String(text.prefix { $0 != "=" })
      if additions[name] == nil { lines.append(text) }
      next += 1
    }
    return lines + additions.map { "\($0.key)=\($0.value)" }
  }

  private static func withCStrings<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return body(copies)
  }
}
