/// What is answered to an HTTP request: the page, or why not; pure, without I/O.
enum ScrapeAnswer: Equatable {
  case page
  case malformed
  case notFound
  case wrongMethod
  case tooLong

  /// The most bytes of a request.
  static let limit = 8_192

  /// Decides by what came so far; `nil` when the request has not ended yet.
  init?(to request: [UInt8]) {
    let head = request.prefix(Self.limit)
    guard let end = head.endOfHead else {
      guard request.count >= Self.limit else { return nil }
      self = .tooLong
      return
    }
    let line = head[..<end].prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else {
      self = .malformed
      return
    }
    let path = words[1].prefix { $0 != "?" }
    self = path != "/metrics" ? .notFound : words[0] != "GET" ? .wrongMethod : .page
  }

  /// The answer as it is sent; the connection ends with it.
  func bytes(_ page: () -> String) -> [UInt8] {
    let (status, type, body) =
      switch self {
      case .page: ("200 OK", Exposition.contentType, page())
      case .malformed: ("400 Bad Request", Self.plain, "this is no HTTP request\n")
      case .notFound: ("404 Not Found", Self.plain, "there is /metrics\n")
      case .wrongMethod: ("405 Method Not Allowed", Self.plain, "write GET /metrics\n")
      case .tooLong: ("431 Request Header Fields Too Large", Self.plain, "too long\n")
      }
    let allow = self == .wrongMethod ? "Allow: GET\r\n" : ""
    let head = """
      HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\
      \(allow)Connection: close\r\n\r\n
      """
    return Array(head.utf8) + Array(body.utf8)
  }

  private static let plain = "text/plain; charset=utf-8"
}

extension ArraySlice<UInt8> {
  /// Where the empty line begins that ends the head of a request.
  fileprivate var endOfHead: Int? {
    var start = startIndex
    while let newline = self[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = self[start..<newline]
      if start > startIndex, line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) {
        return start
      }
      start = newline + 1
    }
    return nil
  }
}
