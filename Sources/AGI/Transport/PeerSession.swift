/// A session with a ``Peer``: what ``FastAGIServer`` and a program do, without a descriptor.
package enum PeerSession {
  /// Reads the environment; the call can then be driven command by command.
  package static func open(_ peer: some Peer) throws(AGIError) -> Call {
    let connection = Connection(input: -1, output: -1, kind: .peer(peer))
    let environment = try connection.readEnvironment()
    return Call(connection: connection, environment: environment)
  }

  /// Runs a script as ``FastAGIServer`` does.
  package static func run(
    _ script: inout some Script,
    with peer: some Peer
  ) -> (end: ScriptEnd, error: (any Error)?) {
    do {
      return ScriptRunner.run(&script, on: try open(peer))
    } catch {
      return (.failure, error)
    }
  }
}
