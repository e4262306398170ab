internal import Foundation

/// A store of its own, with a centre published, the example's or another, and no call in it yet.
public final class ExampleStore {
  private let folder: String

  /// The environment in which programs use this store.
  public var environment: [String] {
    asteriskProcessEnvironment + ["SWITCHBOARD_STORE=\(folder)"]
  }

  /// The folder that it lies in.
  public var path: String { folder }

  /// The centre that the demo publishes, in YAML.
  public static let example = projectFolder + "/asterisk/example"

  /// Makes the store by the release build's own tool, and publishes the centre in a folder.
  public init(of centre: String = example) throws(SpawnedProgram.Failure) {
    var template = Array("\(temporaryFolder())/switchboard-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SpawnedProgram.Failure(description: "no folder in \(temporaryFolder())")
    }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    try tool(["store", "migrate"])
    try tool(["apply", centre])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Runs the release build's own tool on this store.
  public func tool(_ words: [String]) throws(SpawnedProgram.Failure) {
    let process = try SpawnedProgram(releaseProgram("switchboard"), words, environment: environment)
    process.closeInput()
    // It may be given a million numbers.
    let errors = try process.allErrors(patience: 10 * SpawnedProgram.patience)
    guard process.wait().code == 0 else {
      throw SpawnedProgram.Failure(description: "switchboard \(words): \(errors)")
    }
  }
}

/// Where this checkout lies.
public let projectFolder =
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

/// Where files go that are removed again.
func temporaryFolder() -> String {
  getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
}
