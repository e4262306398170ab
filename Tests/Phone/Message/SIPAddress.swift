/// A name, a URI and parameters, as From, To and Contact carry them.
struct SIPAddress: Equatable {
  var name: String?
  var uri: String
  var parameters: [String] = []

  init(name: String? = nil, uri: String, tag: String? = nil) {
    self.name = name
    self.uri = uri
    parameters = tag.map { ["tag=\($0)"] } ?? []
  }

  /// Reads `"A \"name\"" <sip:user@host>;tag=x`, `Name <sip:...>` and `sip:user@host;tag=x`.
  init?(_ text: String) {
    var rest = text[...]
    if rest.unicodeScalars.first == "\"" {
      rest.unicodeScalars.removeFirst()
      name = rest.takeQuoted()
    }
    if let open = rest.firstIndex(of: "<") {
      if name == nil, !rest[..<open].trimmed.isEmpty { name = rest[..<open].trimmed }
      guard let close = rest[open...].firstIndex(of: ">") else { return nil }
      uri = String(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
    } else {
      let end = rest.firstIndex(of: ";") ?? rest.endIndex
      uri = rest[..<end].trimmed
      rest = rest[end...]
    }
    guard !uri.isEmpty else { return nil }
    parameters = rest.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
  }

  var tag: String? {
    parameters.first { $0.hasPrefix("tag=") }.map { String($0.dropFirst("tag=".count)) }
  }

  /// The part before the `@`, with its escapes undone.
  var user: String { SIPURI.user(of: uri) }
}

extension SIPAddress: CustomStringConvertible {
  /// The header's value.
  var description: String {
    (name.map { "\($0.quoted) " } ?? "") + "<\(uri)>" + parameters.map { ";" + $0 }.joined()
  }
}

extension String {
  /// By scalars, not characters: a quote with an accent on it is still a quote.
  fileprivate var quoted: String {
    "\"" + unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }
}

extension Substring {
  /// Takes the text up to the closing quote; `\x` stands for `x`.
  fileprivate mutating func takeQuoted() -> String {
    var text = String.UnicodeScalarView()
    while let scalar = unicodeScalars.popFirst(), scalar != "\"" {
      text.append(scalar == "\\" ? unicodeScalars.popFirst() ?? scalar : scalar)
    }
    return String(text)
  }
}

enum SIPURI {
  private static let mayStandInUser = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()&=+$,?/".unicodeScalars
  )

  /// A `sip:` URI, with every byte that may not stand in a user part written as `%XX`.
  static func make(user: String, at endpoint: String) -> String {
    let escaped = user.bytesAsTheyWere.map { byte in
      let scalar = Unicode.Scalar(byte)
      if mayStandInUser.contains(scalar) { return String(scalar) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }
    return user.isEmpty ? "sip:\(endpoint)" : "sip:\(escaped.joined())@\(endpoint)"
  }

  static func user(of uri: String) -> String {
    let address = uri.drop { $0 != ":" }.dropFirst()
    guard let at = address.lastIndex(of: "@") else { return "" }
    var bytes: [UInt8] = []
    var rest = Array(address[..<at].utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(bytesAsTheyAre: bytes)
  }
}
