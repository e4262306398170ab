internal import Glibc

/// What a processor may have or not: without it, the C library takes its plain functions.
private let plain = [
  "AVX512F", "AVX512VL", "AVX512BW", "AVX2", "AVX", "BMI2", "ERMS", "FSRM", "RTM", "LZCNT", "MOVBE",
  "SSE4_2", "SSE4_1", "SSSE3", "AVX_Fast_Unaligned_Load",
].map { "-" + $0 }.joined(separator: ",")

extension Program {
  /// Plays the call under callgrind.
  ///
  /// - Returns: The instructions of the whole program, from its first to its last.
  public func countInstructions() throws(SpawnedProgram.Failure) -> Int {
    try Callgrind.instructions(in: profile())
  }

  /// The functions that the call runs, by their symbols; a stripped program has none.
  public func functions() throws(SpawnedProgram.Failure) -> Set<String> {
    var names: Set<String> = []
    for line in try profile() where line.hasPrefix("fn=(") || line.hasPrefix("cfn=(") {
      guard let space = line.firstIndex(of: " ") else { continue }
      // A recursive one comes as often as it is deep.
      names.insert(String(line[line.index(after: space)...].prefix { $0 != "'" }))
    }
    return names.filter { !$0.hasPrefix("0x") && !$0.hasPrefix("(") }
  }

  /// What callgrind wrote of the call.
  private func profile() throws(SpawnedProgram.Failure) -> [Substring] {
    let store = try ExampleStore()
    return try Callgrind.profile(path(), environment: store.environment) {
      process throws(SpawnedProgram.Failure) in
      process.send(callEnvironment)
      for exchange in exchanges {
        let command = try process.line()
        guard command == exchange.command else {
          throw SpawnedProgram.Failure(
            description: "\(name) sent \(command ?? "nothing"), not \(exchange.command)"
          )
        }
        process.send(exchange.answer + "\n")
      }
    }
  }
}

/// Counts the instructions of programs.
///
/// Valgrind shows every program the same processor, as far as the real one has its features, and
/// the optional ones are hidden: so the count is the same on every machine.
enum Callgrind {
  /// What callgrind wrote of a program that `play` was the other side of.
  static func profile(
    _ path: String,
    _ arguments: [String] = [],
    environment: [String] = asteriskProcessEnvironment,
    _ play: (SpawnedProgram) throws(SpawnedProgram.Failure) -> Void
  ) throws(SpawnedProgram.Failure) -> [Substring] {
    let name = path.split(separator: "/").last ?? ""
    let file = "\(temporaryFolder())/switchboard-callgrind.\(getpid()).\(name)"
    defer { unlink(file) }
    let process = try SpawnedProgram(
      "valgrind",
      ["--tool=callgrind", "--demangle=no", "--callgrind-out-file=\(file)", path] + arguments,
      environment: environment + ["GLIBC_TUNABLES=glibc.cpu.hwcaps=\(plain)"]
    )
    try play(process)
    let errors = try process.allErrors()
    guard process.wait().code == 0 else {
      throw SpawnedProgram.Failure(description: "\(name) under valgrind: \(errors)")
    }
    return try lines(of: file)
  }

  /// The instructions of the whole program.
  static func instructions(in profile: [Substring]) throws(SpawnedProgram.Failure) -> Int {
    let total = profile.first { $0.hasPrefix("totals: ") }
    guard let count = total.flatMap({ Int($0.dropFirst("totals: ".count)) }) else {
      throw SpawnedProgram.Failure(description: "callgrind wrote no totals")
    }
    return count
  }
}

/// The counts that are committed: what was counted, a tab, its instructions.
public struct InstructionCounts {
  /// Instructions by what was counted.
  public var counts: [String: Int] = [:]
  /// What they were made with.
  public var origin = ""

  private static let originMark = "# Made with "

  /// Counts that were made with `origin`.
  public init(origin: String) {
    self.origin = origin
  }

  /// Reads the file at `path`.
  public init(path: String) throws(SpawnedProgram.Failure) {
    for line in try lines(of: path) {
      let fields = line.split(separator: "\t")
      if line.hasPrefix(InstructionCounts.originMark) {
        origin = String(line.dropFirst(InstructionCounts.originMark.count))
      } else if !line.hasPrefix("#"), fields.count == 2 {
        counts[String(fields[0])] = Int(fields[1])
      }
    }
  }

  /// The file's text.
  public var text: String {
    """
    # Instructions of one call of each AGI program, and of one event by AMI and on the board, counted
    # by callgrind on x86_64.
    # Written by scripts/bench counts; the program tests fail at 5 % more.
    \(InstructionCounts.originMark)\(origin)

    """ + counts.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)\n" }.joined()
  }
}

/// The lines of a small text file.
func lines(of path: String) throws(SpawnedProgram.Failure) -> [Substring] {
  String(decoding: try bytes(of: path), as: UTF8.self).split(separator: "\n")
}

/// The bytes of a small file.
func bytes(of path: String) throws(SpawnedProgram.Failure) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else {
    throw SpawnedProgram.Failure(description: "\(path): \(String(cString: strerror(errno)))")
  }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = read(file, &chunk, chunk.count)
    guard count > 0 else { break }
    bytes += chunk[..<count]
  }
  return bytes
}
