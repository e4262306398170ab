import Foundation
import Phone
import Testing

/// A business system of a test: it listens on a Unix socket and answers by who calls.
final class BusinessSystem: Sendable {
  /// What it does with a question.
  enum Manner: Sendable {
    /// Says this.
    case says(String)
    /// Says nothing, until whoever asked has gone.
    case keepsSilent
    /// Goes without a word.
    case goes
  }

  let path: String
  private let socket: Int32
  private let manners: [String: Manner]
  private let questions = Watched<[[String: String]]>([])

  /// Listens from now on; callers who are not named get an empty answer.
  init(path: String, _ manners: [String: Manner]) throws {
    self.path = path
    self.manners = manners
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    unlink(path)
    let bound = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(socket, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
    startThread { [self] in
      while true {
        let peer = accept(socket, nil, nil)
        guard peer >= 0 else { return }
        startThread { [self] in
          serve(peer)
          close(peer)
        }
      }
    }
  }

  /// The questions about a caller.
  func questions(about caller: String) -> [[String: String]] {
    questions.read { $0.filter { $0["caller"] == caller } }
  }

  private func serve(_ peer: Int32) {
    // Whoever asks has no more time than this.
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var text = ""
    var block = [UInt8](repeating: 0, count: 4_096)
    while !text.hasSuffix("\n\n") {
      let count = recv(peer, &block, block.count, 0)
      guard count > 0 else { return }
      text += String(decoding: block[..<count], as: UTF8.self)
    }
    let pairs = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1) }
    let question = Dictionary(pairs.map { (String($0[0]), String($0.last ?? "")) }) { $1 }
    questions.change { $0.append(question) }
    switch manners[question["caller"] ?? ""] ?? .says("\n") {
    case .says(let answer):
      let bytes = Array(answer.utf8)
      _ = send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    case .keepsSilent:
      while recv(peer, &block, block.count, 0) > 0 {}
    case .goes: return
    }
  }
}
