import Glibc
import Programs
import Testing

/// The files that Asterisk starts: one static, small file each.
@Suite struct FileTests {
  @Test(arguments: Program.all)
  func needsNoLibraryAndNoLoader(program: Program) throws {
    let kinds = try programHeaders(of: contents(of: program.path()))
    let fix: Comment = "link it with -static-executable"
    #expect(!kinds.contains(interpreter), fix)
    #expect(!kinds.contains(dynamic), fix)
  }

  @Test(arguments: Program.all)
  func isAtMostTwelveMegabytes(program: Program) throws {
    var status = stat()
    try #require(stat(program.path(), &status) == 0)
    #expect(status.st_size <= 12_000_000)
  }

  // MARK: - ELF

  /// Kinds of program headers: the one that names a loader, and the one with NEEDED entries.
  private let interpreter: UInt32 = 3
  private let dynamic: UInt32 = 2

  /// The kinds of the program headers of a 64-bit ELF file.
  private func programHeaders(of file: [UInt8]) throws -> Set<UInt32> {
    try #require(file.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2]), "this is no 64-bit ELF file")
    return file.withUnsafeBytes { bytes in
      let start = Int(bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
      let size = Int(bytes.loadUnaligned(fromByteOffset: 54, as: UInt16.self))
      let count = Int(bytes.loadUnaligned(fromByteOffset: 56, as: UInt16.self))
      let kinds = (0..<count).map { index in
        bytes.loadUnaligned(fromByteOffset: start + index * size, as: UInt32.self)
      }
      return Set(kinds)
    }
  }

  /// The first 64 KiB, in which the headers lie.
  private func contents(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try #require(descriptor >= 0, "no \(path): build it with swift build -c release")
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
