import Dispatch
import Foundation
import Glibc
import Records
import Scratch
import Testing

@testable import CallScripts

/// The business system on the other side of a socket: what it says, and how it fails.
@Suite struct BusinessSocketTests {
  private let question = BusinessQuestion(
    call: CallKey(node: "bei", uniqueid: "1.7"),
    caller: PhoneNumber("+86 138 1111 2222"),
    callerName: "张三",
    dialled: PhoneNumber("4008001234"),
    language: "zh"
  )

  private func ask(
    _ answers: [String],
    closing: Bool = true,
    _ question: BusinessQuestion? = nil
  ) throws -> (result: Result<BusinessAnswer, BusinessFailure>, heard: String) {
    let scratch = try Scratch()
    let system = try BusinessSystem(path: scratch.folder + "/b.sock", answers, closing: closing)
    let deadline = Duration.milliseconds(closing ? 10_000 : 50)
    let result = BusinessSocket(path: system.path, deadline: deadline)
      .answer(to: question ?? self.question)
    return (result, system.stop())
  }

  @Test func theQuestionSaysWhatIsKnown() throws {
    let (_, heard) = try ask(["\n"])
    #expect(
      heard == """
        switchboard=1
        node=bei
        call=1.7
        name=张三
        dialled=4008001234
        language=zh
        caller=13811112222


        """
    )
  }

  @Test func theAnswerMayComeInPieces() throws {
    let (result, _) = try ask([
      "target=queue g", "old\npriority=5\nunknown=x\npen", "alty=0-3\nagent=1001\n",
      "ring=20\nset.ORDER=A-77\n", "\n",
    ])
    var expected = BusinessAnswer()
    expected.target = .queue("gold")
    expected.priority = 5
    expected.penalties = Penalties(0, 3)
    expected.agent = "1001"
    expected.ring = .seconds(20)
    expected.data = [("ORDER", "A-77")]
    #expect(try result.get() == expected)
  }

  @Test func anEmptyAnswerLeavesItToTheRules() throws {
    #expect(try ask(["\n"]).result.get() == BusinessAnswer())
  }

  @Test(arguments: [
    "target=queue a,b\n\n", "target=node\n\n", "target=forward 13800000000\n\n",
    "target=context evil s\n\n", "target=announce ../../x\n\n", "priority=-1\n\n",
    "priority=9999999\n\n", "penalty=x\n\n", "agent=1001@evil\n\n", "ring=100000\n\n",
    "set.A-B=1\n\n", "set.=1\n\n", "set.${SHELL(id)}=1\n\n", "set.A=\u{1}\n\n", "no sign\n\n",
    "target=queue gold\n", String(repeating: "x", count: 9_000),
  ])
  func whatCannotBeSaidIsNoAnswer(text: String) throws {
    #expect(try ask([text]).result == .failure(.garbage))
  }

  @Test func whoClosesWithoutAWordIsNotThere() throws {
    #expect(try ask([]).result == .failure(.absent))
  }

  @Test func whoSaysNothingInTimeIsTooLate() throws {
    #expect(try ask([], closing: false).result == .failure(.late))
    #expect(try ask(["target=queue gold\n"], closing: false).result == .failure(.late))
  }

  @Test func nobodyThereIsNoAnswer() throws {
    let scratch = try Scratch()
    let socket = BusinessSocket(path: scratch.folder + "/none", deadline: .milliseconds(50))
    #expect(socket.answer(to: question) == .failure(.absent))
    let long = BusinessSocket(path: String(repeating: "/x", count: 99), deadline: .seconds(1))
    #expect(long.answer(to: question) == .failure(.absent))
  }

  @Test func aNameOfTwoLinesIsNotSent() throws {
    var forged = question
    forged.callerName = "x\ncaller=110"
    let (result, heard) = try ask(["\n"], forged)
    #expect(result == .failure(.refused))
    #expect(heard.isEmpty)
  }
}

/// Takes one question, and says what a test wants it to.
private final class BusinessSystem: @unchecked Sendable {
  // Only the thread writes `heard`, and it is read when that has ended.
  let path: String
  private let socket: Int32
  private var heard = ""
  private let ended = DispatchSemaphore(value: 0)

  init(path: String, _ answers: [String], closing: Bool) throws {
    self.path = path
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(socket, 4) == 0 else { throw POSIXError(.EADDRINUSE) }
    Thread.detachNewThread { [self] in
      serve(answers, closing: closing)
      ended.signal()
    }
  }

  private func serve(_ answers: [String], closing: Bool) {
    let peer = accept(socket, nil, nil)
    guard peer >= 0 else { return }
    defer { close(peer) }
    var block = [UInt8](repeating: 0, count: 4_096)
    while !heard.hasSuffix("\n\n") {
      let count = recv(peer, &block, block.count, 0)
      guard count > 0 else { return }
      heard += String(decoding: block[..<count], as: UTF8.self)
    }
    for answer in answers {
      let bytes = Array(answer.utf8)
      _ = send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
    // Until the asker goes.
    if !closing { while recv(peer, &block, block.count, 0) > 0 {} }
  }

  func stop() -> String {
    shutdown(socket, Int32(SHUT_RDWR))
    ended.wait()
    close(socket)
    return heard
  }
}
