import Glibc
import Records

/// What the kernel says of this process.
struct ProcessFigures {
  var residentBytes = 0
  var virtualBytes = 0
  var openFiles = 0
  var mostFiles = 0
  var processorSeconds = 0.0

  /// How it is now.
  static func now() -> ProcessFigures {
    var figures = ProcessFigures()
    let status = (try? readFile("/proc/self/status", limit: 65_536)) ?? []
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.count >= 2, let kibibytes = Int(words[1]) else { continue }
      if words[0] == "VmRSS:" { figures.residentBytes = kibibytes * 1_024 }
      if words[0] == "VmSize:" { figures.virtualBytes = kibibytes * 1_024 }
    }
    figures.openFiles = openFiles()
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    figures.mostFiles = Int(clamping: limit.rlim_cur)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    figures.processorSeconds = usage.ru_utime.seconds + usage.ru_stime.seconds
    return figures
  }

  /// Without the one by which they are counted.
  private static func openFiles() -> Int {
    guard let listing = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(listing) }
    var count = -1
    while let entry = readdir(listing) {
      if entry.pointee.d_name.0 != CChar(bitPattern: UInt8(ascii: ".")) { count += 1 }
    }
    return count
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1_000_000 }
}
