/// Who a phone says it is, and the secret that proves it.
public struct Credentials: Equatable, Sendable {
  public var user: String
  public var password: String

  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }
}

/// The answer to a 401 or 407 challenge (RFC 2617, MD5).
struct DigestAnswer {
  /// The header to add, `Authorization` or `Proxy-Authorization`.
  let header: SIPMessage.Header

  /// Answers the challenge in `response`; `nil` when it holds none that we can answer.
  init?(
    to response: SIPMessage,
    method: String,
    uri: String,
    credentials: Credentials,
    clientNonce: String
  ) {
    let isProxy = response.status == 407
    let challenge = response.all(isProxy ? "Proxy-Authenticate" : "WWW-Authenticate").lazy
      .compactMap(Self.parameters)
      .first { ($0["algorithm"] ?? "MD5").uppercased() == "MD5" }
    guard let challenge, let realm = challenge["realm"], let nonce = challenge["nonce"] else {
      return nil
    }
    let who = MD5.hexadecimal("\(credentials.user):\(realm):\(credentials.password)")
    let what = MD5.hexadecimal("\(method):\(uri)")
    let hasQuality =
      challenge["qop"]?.split(separator: ",").contains { $0.trimmed == "auth" } ?? false
    let middle = hasQuality ? "\(nonce):00000001:\(clientNonce):auth" : nonce
    var parts = [
      "username=\"\(credentials.user)\"", "realm=\"\(realm)\"", "nonce=\"\(nonce)\"",
      "uri=\"\(uri)\"", "response=\"\(MD5.hexadecimal("\(who):\(middle):\(what)"))\"",
      "algorithm=MD5",
    ]
    if hasQuality { parts += ["qop=auth", "nc=00000001", "cnonce=\"\(clientNonce)\""] }
    if let opaque = challenge["opaque"] { parts.append("opaque=\"\(opaque)\"") }
    header = SIPMessage.Header(
      name: isProxy ? "Proxy-Authorization" : "Authorization",
      value: "Digest " + parts.joined(separator: ", ")
    )
  }

  /// The parameters of a `Digest` challenge.
  private static func parameters(of challenge: String) -> [String: String]? {
    guard challenge.lowercased().hasPrefix("digest ") else { return nil }
    var parameters: [String: String] = [:]
    var rest = challenge.dropFirst("digest ".count)
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].trimmed.lowercased()
      rest = rest[rest.index(after: equals)...]
      let isQuoted = rest.first == "\""
      if isQuoted { rest.removeFirst() }
      let end = rest.firstIndex(of: isQuoted ? "\"" : ",") ?? rest.endIndex
      parameters[name] = rest[..<end].trimmed
      rest = rest[end...].drop { $0 == "\"" || $0 == "," || $0 == " " }
    }
    return parameters
  }
}
