import Foundation

/// Which sound files were rendered, and of what: a file that is not as we made it is somebody's
/// recording.
public struct SoundManifest: Sendable {
  /// One rendered file.
  public struct Entry: Equatable, Sendable {
    /// What it was made of: the command, the language and the text.
    public var key: String
    /// What is in the file; a second one while the file is being replaced.
    public var contents: [String]

    /// Describes a file.
    public init(key: String, contents: [String]) {
      self.key = key
      self.contents = contents
    }
  }

  private static let name = ".switchboard-prompts"

  private let file: String
  private var entries: [String: Entry] = [:]

  /// Reads the manifest of a folder; what is not there says nothing.
  init(in folder: String) {
    file = "\(folder)/\(Self.name)"
    guard let bytes = FileManager.default.contents(atPath: file) else { return }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 3 else { continue }
      let contents = fields[2].split(separator: ",").map(String.init)
      entries[fields[0]] = Entry(key: fields[1], contents: contents)
    }
  }

  /// What is said of a file, by its path below the sounds without its ending.
  public subscript(path: String) -> Entry? {
    get { entries[path] }
    set { entries[path] = newValue }
  }

  /// Writes it: the old one or the new one is there at any moment.
  public func write() throws {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      "\(path)\t\(entry.key)\t\(entry.contents.joined(separator: ","))\n"
    }
    try WholeFile.write(lines.joined().utf8, to: file)
  }

  /// A short sign of what is in a file.
  public static func hash(_ bytes: some Sequence<UInt8>) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
