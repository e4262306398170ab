internal import Glibc

/// The pipes between a program of `AGI()` and Asterisk.
enum StandardStreams {
  /// Takes standard input and output for AGI alone.
  ///
  /// From here on `print` goes to standard error: on the old descriptor each word would be a command.
  /// Children inherit neither pipe, since one that held them would hold the channel too.
  static func take() -> Connection {
    HangupSignal.install()
    let input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    dup2(null, STDIN_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    close(null)
    return Connection(input: input, output: output, kind: .pipes)
  }
}

extension Script {
  /// Runs the script as a program of `AGI()`: on standard input and output, for one call.
  ///
  /// Exits with 0 when it ran to its end or the caller left, with 1 when it failed: Asterisk then
  /// sets `AGISTATUS` to `FAILURE`, and `SWB_STATUS` and `SWB_ERROR` say more. Exits with 2 when it
  /// is not Asterisk that started it.
  public static func main() {
    exit(runOnStandardStreams())
  }

  /// Runs the script on standard input and output, and returns the exit code.
  public static func runOnStandardStreams() -> Int32 {
    let purpose = "this is an AGI program: Asterisk starts it by AGI(); it does not talk to people"
    if isatty(STDIN_FILENO) != 0 {
      complain(purpose)
      return 2
    }
    let connection = StandardStreams.take()
    do {
      let environment = try connection.readEnvironment()
      if environment.isEnhanced { _ = fcntl(3, F_SETFD, FD_CLOEXEC) }
      var script = Self()
      let call = Call(connection: connection, environment: environment)
      let (end, error) = ScriptRunner.run(&script, on: call)
      if let error { complain("\(environment.uniqueID): \(error)") }
      return end == .failure ? 1 : 0
    } catch {
      // The caller left before there was a call.
      if error.code == .hangup { return 0 }
      complain("\(error)\n\(purpose)")
      return 2
    }
  }

  private static func complain(_ text: String) {
    SideOutput.offer(text, to: STDERR_FILENO)
  }
}
