internal import Glibc
internal import Synchronization

/// A program that was just started, and our ends of its three pipes.
struct Started {
  let pid: pid_t
  let input: Int32
  let output: Int32
  let errors: Int32

  /// A program that is being started holds whatever is open here, until it runs.
  ///
  /// A pipe that is made or closed meanwhile would stay open there: so these things happen one after the
  /// other.
  private static let one = Mutex(())

  static func start(
    _ words: [String],
    _ environment: [String]
  ) throws(SpawnedProgram.Failure) -> Started {
    try one.withLock { _ throws(SpawnedProgram.Failure) in
      // Writing to a program that has ended is no reason for us to end.
      signal(SIGPIPE, SIG_IGN)
      let (theirInput, input) = try pipe()
      let (output, theirOutput) = try pipe()
      let (errors, theirErrors) = try pipe()
      let theirs = [theirInput, theirOutput, theirErrors]
      defer { for descriptor in theirs { Glibc.close(descriptor) } }
      let pid = try spawn(words, environment, standard: theirs)
      return Started(pid: pid, input: input, output: output, errors: errors)
    }
  }

  /// Closes a descriptor; from then on nobody else has it open on our behalf.
  static func close(_ descriptor: Int32) {
    one.withLock { _ in _ = Glibc.close(descriptor) }
  }

  private static func pipe() throws(SpawnedProgram.Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw SpawnedProgram.Failure(description: "no pipe: \(String(cString: strerror(errno)))")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Starts a program by a fork that shares memory until the exec: it costs the same whoever asks.
  private static func spawn(
    _ words: [String],
    _ environment: [String],
    standard: [Int32]
  ) throws(SpawnedProgram.Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in standard.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    sigaddset(&defaults, SIGHUP)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // A test's thread may block signals, and what it starts would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let error = posix_spawnp(&pid, words[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else {
      throw SpawnedProgram.Failure(
        description: "cannot start \(words[0]): \(String(cString: strerror(error)))"
      )
    }
    return pid
  }
}
