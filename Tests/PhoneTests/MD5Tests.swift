import Testing

@testable import Phone

@Suite struct MD5Tests {
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ])
  func digestsOfTheRFC(text: String, digest: String) {
    #expect(MD5.hexadecimal(text) == digest)
  }

  @Test func paddingAtEveryLengthAroundABlock() {
    let digests = Set((50...70).map { MD5.hexadecimal(String(repeating: "a", count: $0)) })
    #expect(digests.count == 21)
    #expect(
      MD5.hexadecimal(String(repeating: "a", count: 56)) == "3b0c8ac703f828b04c6c197006d17218"
    )
  }

  @Test func answersTheChallengeOfRFC2617() throws {
    var challenge = SIPMessage(start: .response(status: 401, reason: "Unauthorized"))
    challenge.add(
      "WWW-Authenticate",
      #"Digest realm="testrealm@host.com", qop="auth,auth-int", "#
        + #"nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#
    )
    let answer = try #require(
      DigestAnswer(
        to: challenge,
        method: "GET",
        uri: "/dir/index.html",
        credentials: Credentials(user: "Mufasa", password: "Circle Of Life"),
        clientNonce: "0a4f113b"
      )
    )
    #expect(answer.header.name == "Authorization")
    #expect(answer.header.value.contains("response=\"6629fae49393a05397450978507c4ef1\""))
  }
}
