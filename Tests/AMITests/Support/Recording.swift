import Foundation
import Testing

@testable import AMI

/// What real Asterisk 16.28 and 22.10 sent, byte for byte.
struct Recording: CustomTestStringConvertible, Sendable {
  let asterisk: String
  let name: String

  static let all: [Recording] = ["16", "22"].flatMap { asterisk in
    names(in: asterisk).map { Recording(asterisk: asterisk, name: $0) }
  }

  static func named(_ name: String, asterisk: String = "22") -> Recording {
    Recording(asterisk: asterisk, name: name + ".raw")
  }

  var testDescription: String { "\(asterisk)/\(name)" }

  var bytes: [UInt8] {
    let path = Recording.folder.appending(path: "\(asterisk)/\(name)").path()
    return FileManager.default.contents(atPath: path).map { Array($0) } ?? []
  }

  var messages: [Message] {
    decode([bytes]).compactMap { element in
      if case .message(let message) = element { message } else { nil }
    }
  }

  private static func names(in asterisk: String) -> [String] {
    let path = folder.appending(path: asterisk).path()
    return (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
  }

  private static var folder: URL { Bundle.module.bundleURL.appending(path: "Fixtures/sessions") }
}

/// What a new decoder makes of bytes that come in these parts.
func decode(_ parts: [some Collection<UInt8>]) -> [MessageDecoder.Element] {
  var decoder = MessageDecoder()
  var elements: [MessageDecoder.Element] = []
  for part in parts {
    decoder.append(part)
    do {
      while let element = try decoder.next() { elements.append(element) }
    } catch {
      Issue.record(error)
    }
  }
  return elements
}

func block(_ lines: String...) -> [UInt8] {
  Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
}

func message(_ lines: String...) -> Message {
  Message(storage: Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
}
