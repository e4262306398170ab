import Foundation
import Glibc
import Scratch
import Testing

@testable import CallScripts

@Suite struct CallLogTests {
  /// A log that listens, as `/dev/log` does.
  private func listen(_ path: String) throws -> Int32 {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
    return socket
  }

  private func received(_ socket: Int32) -> [String] {
    var lines: [String] = []
    var block = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = recv(socket, &block, block.count, Int32(MSG_DONTWAIT))
      guard count >= 0 else { return lines }
      lines.append(String(decoding: block[..<count], as: UTF8.self))
    }
  }

  @Test func aCallHasOneLine() throws {
    let scratch = try Scratch()
    let path = scratch.folder + "/log"
    let socket = try listen(path)
    defer { close(socket) }
    let log = CallLog(program: "agi-route", call: "1.2", socketPath: path)
    log.say("the store is gone\nforged: line")
    log.say("and again")
    let lines = received(socket)
    #expect(lines.count == 1)
    let end = " agi-route[\(getpid())]: 1.2: the store is gone?forged: line"
    #expect(lines.first?.hasPrefix("<28>") == true)
    #expect(lines.first?.hasSuffix(end) == true)
  }

  @Test func aLogThatNobodyReadsStallsNobody() throws {
    let scratch = try Scratch()
    let path = scratch.folder + "/log"
    let socket = try listen(path)
    defer { close(socket) }
    // The kernel keeps a few; the rest goes to standard error at once.
    for _ in 1...2_000 { CallLog.write("x", socketPath: path) }
    #expect(!received(socket).isEmpty)
  }
}
