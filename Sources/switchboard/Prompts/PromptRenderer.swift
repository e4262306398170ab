import Configuration
import Foundation
import Glibc

/// Makes the sound files of texts: a command speaks, sox makes 8 kHz u-law of it and cuts silence
/// off at both ends.
struct PromptRenderer {
  let command: PromptCommand
  let sounds: SoundFolder
  /// The search path of programs.
  let searchPath: String

  /// The longest that one program may take.
  private static let patience = 60.0

  /// Cuts silence off at both ends and leaves a breath after the words.
  private static let trim =
    ["silence", "1", "0.01", "0.3%", "reverse", "silence", "1", "0.01", "0.3%", "reverse"]
    + ["pad", "0", "0.12"]

  /// Why a prompt has no sound.
  struct Trouble: Error {
    var reason: String
  }

  /// One prompt on its way.
  private struct Job {
    var line: PromptSheet.Line
    var text: String
    /// What its files in the scratch folder begin with.
    var stem: String
    var result: Result<[UInt8], Trouble>?
  }

  /// Renders prompts.
  ///
  /// - Returns: For each that failed, why.
  func render(_ lines: [PromptSheet.Line]) throws -> [(line: PromptSheet.Line, why: String)] {
    let scratch = try ScratchFolder.make("prompts")
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var failed: [(line: PromptSheet.Line, why: String)] = []
    let width = max(2, ProcessInfo.processInfo.activeProcessorCount)
    var rest = lines[...]
    while !rest.isEmpty {
      var jobs = rest.prefix(width).enumerated().map { index, line in
        Job(line: line, text: line.text ?? "", stem: "\(scratch)/\(index)")
      }
      rest = rest.dropFirst(width)
      speak(&jobs)
      failed += try keep(jobs)
    }
    return failed
  }

  private func speak(_ jobs: inout [Job]) {
    for index in jobs.indices {
      let job = jobs[index]
      try? FileManager.default.removeItem(atPath: job.stem + ".wav")
      try? FileManager.default.removeItem(atPath: job.stem + ".ul")
      let written = FileManager.default.createFile(
        atPath: job.stem + ".txt",
        contents: Data((job.text + "\n").utf8)
      )
      if !written { jobs[index].result = .failure(Trouble(reason: "no room for its text")) }
    }
    run(&jobs) { job in
      (command.words(for: job.text, in: job.line.language, into: job.stem + ".wav"), job.stem)
    }
    for index in jobs.indices where jobs[index].result == nil {
      guard access(jobs[index].stem + ".wav", R_OK) != 0 else { continue }
      jobs[index].result = .failure(Trouble(reason: "the command made no sound"))
    }
    run(&jobs) { job in
      let effects =
        ["-V1", "-t", "wav", job.stem + ".wav", "-t", "ul", "-r", "8000", "-c", "1"]
        + [job.stem + ".ul"] + Self.trim
      return (["sox"] + effects, job.stem)
    }
    for index in jobs.indices where jobs[index].result == nil {
      let bytes = FileManager.default.contents(atPath: jobs[index].stem + ".ul") ?? Data()
      // The breath alone is no word.
      jobs[index].result =
        bytes.count > 1_000
        ? .success(Array(bytes)) : .failure(Trouble(reason: "the command made no sound"))
    }
  }

  /// Runs a program for each job that is well so far, all at the same time.
  private func run(_ jobs: inout [Job], _ words: (Job) -> (words: [String], stem: String)) {
    var running: [(index: Int, process: Process)] = []
    for index in jobs.indices where jobs[index].result == nil {
      let (words, stem) = words(jobs[index])
      do {
        running.append((index, try start(words, stem)))
      } catch {
        jobs[index].result = .failure(error)
      }
    }
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    for (index, process) in running {
      while process.isRunning, Date() < deadline { usleep(2_000) }
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        jobs[index].result = .failure(Trouble(reason: "the command took over a minute"))
      } else if process.terminationStatus != 0 {
        let said = FileManager.default.contents(atPath: jobs[index].stem + ".err") ?? Data()
        let line = String(decoding: said, as: UTF8.self).split(separator: "\n").first
        let status = "exit code \(process.terminationStatus)"
        let reason = line.map { "\($0) (\(status))" } ?? status
        jobs[index].result = .failure(Trouble(reason: reason))
      }
    }
  }

  private func start(_ words: [String], _ stem: String) throws(Trouble) -> Process {
    guard let program = find(words[0]) else {
      throw Trouble(reason: "there is no program \(words[0]): apt-get install espeak-ng sox")
    }
    let errors = stem + ".err"
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    let process = Process.anywhere()
    process.executableURL = URL(filePath: program)
    process.arguments = Array(words.dropFirst())
    process.standardInput = FileHandle(forReadingAtPath: stem + ".txt")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errors)
    do {
      try process.run()
    } catch {
      throw Trouble(reason: "\(program) does not start: \(error.localizedDescription)")
    }
    return process
  }

  private func find(_ program: String) -> String? {
    if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
    return searchPath.split(separator: ":").map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }

  /// Puts the sounds where Asterisk finds them: each is there whole or not at all, and what we made
  /// is known as ours before it is there.
  private func keep(_ jobs: [Job]) throws -> [(line: PromptSheet.Line, why: String)] {
    var failed: [(line: PromptSheet.Line, why: String)] = []
    var made: [(line: PromptSheet.Line, bytes: [UInt8], key: String)] = []
    for job in jobs {
      switch job.result {
      case .success(let bytes):
        let key = command.key(of: job.text, in: job.line.language)
        made.append((job.line, bytes, key))
        let path = "\(job.line.language)/\(job.line.path)"
        let before = sounds.manifest[path]
        let contents = [SoundManifest.hash(bytes)] + (before?.contents.prefix(1) ?? [])
        sounds.manifest[path] = .init(key: before?.key ?? "", contents: contents)
      case .failure(let trouble): failed.append((job.line, trouble.reason))
      case nil: break
      }
    }
    try sounds.manifest.write()
    for (line, bytes, key) in made {
      let file = sounds.file(of: line.path, in: line.language)
      let folder = (file as NSString).deletingLastPathComponent
      do {
        try FileManager.default.createDirectory(
          atPath: folder,
          withIntermediateDirectories: true
        )
        try WholeFile.write(bytes, to: file)
        sounds.manifest["\(line.language)/\(line.path)"] =
          .init(key: key, contents: [SoundManifest.hash(bytes)])
      } catch {
        failed.append((line, error.localizedDescription))
      }
    }
    try sounds.manifest.write()
    return failed
  }
}
