import Control
import Foundation
import Programs
import Testing

/// The control socket, whoever is at its other end.
@Suite(.timeLimit(.minutes(10))) struct ControlSocketTests {
  @Test func oneUserHasSoManyPlacesAndTheyAreFreeAgain() throws {
    let store = try ExampleStore()
    let control = store.path + "/control.sock"
    let daemon = try SpawnedDaemon(on: store, control: control)

    func answer(of socket: ControlSocket) throws -> Reply {
      let line = try #require(try socket.line())
      return try JSONDecoder().decode(Reply.self, from: Data(line))
    }
    func visitor() throws -> ControlSocket {
      let socket = try ControlSocket(path: control)
      try socket.send(Array(#"{"v":1,"id":7,"do":"queues"}"#.utf8))
      return socket
    }

    // Each is in once it was answered.
    var visitors: [ControlSocket] = []
    for _ in 1...64 {
      let socket = try visitor()
      #expect(try answer(of: socket).ok)
      visitors.append(socket)
    }
    let refused = try ControlSocket(path: control)
    let reply = try answer(of: refused)
    #expect(reply.error?.code == "busy")
    #expect(reply.error?.words.contains("64 connections of this user") == true)
    #expect(try refused.line() == nil)
    // Who is in is served as before.
    try visitors[0].send(Array(#"{"v":1,"id":8,"do":"queues"}"#.utf8))
    #expect(try answer(of: visitors[0]).id == 8)

    visitors.removeLast(2)
    var isIn = false
    let end = ContinuousClock.now + .seconds(40)
    // The daemon sees that they left a moment later.
    while !isIn, ContinuousClock.now < end {
      isIn = (try? visitor()).flatMap { try? answer(of: $0).ok } ?? false
    }
    #expect(isIn)
    withExtendedLifetime(daemon) {}
  }

  @Test func whoSendsAllAndThenTheEndIsAnswered() throws {
    let store = try ExampleStore()
    let control = store.path + "/control.sock"
    let daemon = try SpawnedDaemon(on: store, control: control)
    let socket = try ControlSocket(path: control)
    for id in 1...3 { try socket.send(Array(#"{"v":1,"id":\#(id),"do":"agents"}"#.utf8)) }
    // Whoever follows is followed no longer than they listen.
    try socket.send(Array(#"{"v":1,"id":4,"do":"queues","with":{"follow":"yes"}}"#.utf8))
    socket.sendEnd()
    var ids: [Int] = []
    while let line = try socket.line() {
      ids.append(try JSONDecoder().decode(Reply.self, from: Data(line)).id)
    }
    #expect(ids == [1, 2, 3, 4])
    withExtendedLifetime(daemon) {}
  }

  @Test func whatIsNoSocketIsLeft() throws {
    let store = try ExampleStore()
    let path = store.path + "/precious"
    try Data("kept".utf8).write(to: URL(filePath: path))
    let daemon = try SpawnedDaemon.asked(
      "--store",
      store.path,
      "--listen",
      "127.0.0.1:0",
      "--control",
      path
    )
    #expect(try daemon.allErrors().contains("is no socket"))
    #expect(daemon.wait().code == 1)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "kept")
  }
}
