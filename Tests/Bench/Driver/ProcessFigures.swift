import Foundation

/// What the kernel counts of a process.
struct ProcessFigures {
  /// Resident now, in MB.
  var memory = 0.0
  /// Resident at most, in MB.
  var peakMemory = 0.0
  /// Seconds of a processor.
  var processor = 0.0
  /// How often its threads were given a processor anew.
  var wakings = 0
  /// Open files.
  var descriptors = 0
  var threads = 0

  init(of process: Int32) throws {
    let folder = "/proc/\(process)"
    let status = try Self.lines("\(folder)/status")
    func kibibytes(_ name: String) -> Double {
      let line = status.first { $0.hasPrefix(name + ":") }
      return line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1024 } ?? .nan
    }
    memory = kibibytes("VmRSS")
    peakMemory = kibibytes("VmHWM")
    // The name in parentheses may have spaces; user and system time are the 14th and 15th word.
    let words = try Self.lines("\(folder)/stat")[0].split(separator: ") ").last ?? ""
    let ticks = words.split(separator: " ").dropFirst(11).prefix(2).compactMap { Double($0) }
    processor = ticks.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
    let tasks = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/task")
    threads = tasks.count
    for task in tasks {
      // A thread may be gone by now.
      for line in (try? Self.lines("\(folder)/task/\(task)/status")) ?? []
      where line.contains("ctxt_switches:") {
        wakings += Int(line.filter(\.isNumber)) ?? 0
      }
    }
    descriptors = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/fd").count
  }

  private static func lines(_ path: String) throws -> [Substring] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  }
}
