import Programs
import Testing

@testable import Operations

/// The digests of FIPS 180-4's examples, and the system's own of many lengths.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func examples(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
  }

  /// Every length around the ends of blocks.
  @Test func theSystemSaysTheSame() throws {
    for length in Array(50...70) + [118, 119, 120, 127, 128, 129, 1_000] {
      let text = (0..<length).map { String($0 % 10) }.joined()
      let said = try SpawnedProgram.run(["/bin/sh", "-c", "printf %s \(text) | sha256sum"]).output
      #expect(said.hasPrefix(SHA256.hexadecimal(of: Array(text.utf8)) + " "), "\(length)")
    }
  }
}
