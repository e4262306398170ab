import Configuration
import Foundation
import Records

/// The folder of the files that are generated for Asterisk.
///
/// The store's live revision is the truth; the files follow it. What Asterisk was not told yet is
/// written down beside them, so that an apply that was cut off is mended by the next.
struct GeneratedFolder {
  let path: String

  /// What a new revision makes of one file.
  struct Change {
    var kind: AsteriskFile.Kind
    /// The lines that are there now, without the first; `nil` when there is no file.
    var old: String?
    var new: String
  }

  /// Compares what is there with what should be; what changes nothing is left out.
  ///
  /// - Throws: `Failure` when a file there was written by hand.
  func changes(to files: [AsteriskFile]) throws -> [Change] {
    try files.compactMap { file in
      let old = try body(of: file.kind.rawValue)
      return old == file.body ? nil : Change(kind: file.kind, old: old, new: file.body)
    }
  }

  /// Writes all changes, or none.
  ///
  /// Files that were there come back when one cannot be written.
  func write(_ changes: [Change], revision: Int) throws {
    guard !changes.isEmpty else { return }
    try makeFolder()
    try owe(changes.map(\.kind))
    var written: [(name: String, before: Data?)] = []
    do {
      for change in changes {
        let name = change.kind.rawValue
        written.append((name, try? Data(contentsOf: file(name))))
        let text = AsteriskFile.head(revision: revision) + "\n" + change.new
        try replace(name, with: text, mode: 0o644)
      }
    } catch {
      for (name, before) in written {
        if let before {
          try? replace(name, with: String(decoding: before, as: UTF8.self), mode: 0o644)
        } else {
          try? FileManager.default.removeItem(at: file(name))
        }
      }
      throw error
    }
  }

  // MARK: What Asterisk has not read yet

  private static let dueName = "reload-due"

  /// All that is written here.
  private static let names =
    AsteriskFile.Kind.allCases.map(\.rawValue) + [AsteriskFile.secrets, dueName]

  /// A file that Asterisk has not been told of, as it was written at one time.
  struct Debt: Equatable {
    var kind: AsteriskFile.Kind
    /// Who writes the file again owes another one.
    var mark: String
  }

  /// The files that Asterisk has not been told of.
  func due() throws -> [Debt] {
    guard let text = try? String(contentsOf: file(Self.dueName), encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      guard let kind = words.first.flatMap({ AsteriskFile.Kind(rawValue: String($0)) }) else {
        return nil
      }
      return Debt(kind: kind, mark: words.count > 1 ? String(words[1]) : "")
    }
  }

  /// Asterisk must be told of files.
  func owe(_ kinds: [AsteriskFile.Kind]) throws {
    let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    try change { debts in
      debts.removeAll { kinds.contains($0.kind) }
      debts += kinds.map { Debt(kind: $0, mark: mark) }
    }
  }

  /// Asterisk has read one of them, as it was when it was owed.
  func told(_ debt: Debt) throws {
    try change { $0.removeAll { $0 == debt } }
  }

  /// One after the other: another apply may be telling Asterisk at the same time.
  private func change(_ body: (inout [Debt]) -> Void) throws {
    let itself = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard itself >= 0 else { throw Phrases.noGeneratedFile(path, String(cString: strerror(errno))) }
    defer { close(itself) }
    while flock(itself, LOCK_EX) != 0, errno == EINTR {}
    var debts = try due()
    body(&debts)
    guard !debts.isEmpty else {
      try? FileManager.default.removeItem(at: file(Self.dueName))
      return
    }
    let lines = debts.sorted { $0.kind.rawValue < $1.kind.rawValue }
      .map { "\($0.kind.rawValue) \($0.mark)\n" }
    try replace(Self.dueName, with: lines.joined(), mode: 0o644)
  }

  // MARK: Files

  func file(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

  /// A file's lines without the first; `nil` when it is not there.
  ///
  /// - Throws: `Failure` when it was not generated, or cannot be read.
  func body(of name: String) throws -> String? {
    let place = file(name).path
    var status = stat()
    guard lstat(place, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw Phrases.noGeneratedFile(place, String(cString: strerror(errno)))
    }
    guard let data = FileManager.default.contents(atPath: place) else {
      throw Phrases.noGeneratedFile(place, String(cString: strerror(EACCES)))
    }
    let text = String(decoding: data, as: UTF8.self)
    guard status.st_mode & S_IFMT == S_IFREG, text.hasPrefix(AsteriskFile.mark) else {
      throw Phrases.handWritten(place)
    }
    return text.firstIndex(of: "\n").map { String(text[text.index(after: $0)...]) } ?? ""
  }

  func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Phrases.noGeneratedFile(path, error.localizedDescription)
    }
  }

  /// Removes the drafts of those who were killed.
  func removeDrafts(of names: [String] = Self.names) {
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      guard let name = names.first(where: { entry.hasPrefix(".\($0).") }),
        let process = pid_t(entry.dropFirst(name.utf8.count + 2)), process > 0,
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(file(entry).path)
    }
  }

  /// Writes a file beside the old one and puts it in its place when it is safe on the disk.
  ///
  /// Its group is the folder's, whose members Asterisk's user is of, unless an owner is named.
  func replace(
    _ name: String,
    with text: String,
    mode: mode_t,
    owner: (user: uid_t, group: gid_t)? = nil
  ) throws {
    let place = file(name).path
    let draft = file(".\(name).\(getpid())").path
    func fail() -> Failure {
      let failure = Phrases.noGeneratedFile(place, String(cString: strerror(errno)))
      unlink(draft)
      return failure
    }
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw fail() }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw fail() }
      rest = rest.dropFirst(max(0, count))
    }
    var folder = stat()
    if let owner {
      // Root alone may give a file to its old owner; the group's members may keep it in the group.
      if fchown(descriptor, owner.user, owner.group) != 0 {
        _ = fchown(descriptor, uid_t.max, owner.group)
      }
    } else if stat(path, &folder) == 0 {
      _ = fchown(descriptor, uid_t.max, folder.st_gid)
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(draft, place) == 0 else {
      throw fail()
    }
    let itself = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard itself >= 0 else { return }
    fsync(itself)
    close(itself)
  }
}
