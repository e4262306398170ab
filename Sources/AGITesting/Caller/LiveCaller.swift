public import AGI

/// Somebody who decides during the call what the caller does: a person at a terminal.
///
/// ```swift
/// final class Terminal: LiveCaller {
///   func happened(_ event: LiveEvent) { print(event) }
///   func isAsked() -> Step { readLine().map { .press($0) } ?? .hangUp }
/// }
/// var script = Hello()
/// let call = ScriptedCaller().call(&script, live: Terminal())
/// ```
public protocol LiveCaller: AnyObject {
  /// Is told what happens, as it happens.
  func happened(_ event: LiveEvent)

  /// Is asked what the caller does, whenever a key is awaited and the scripted steps are used up.
  ///
  /// - Returns: A step without a moment of its own: keys, silence or the end of the call.
  func isAsked() -> Step
}

/// What happens in a call, as a caller or an Asterisk meets it.
public enum LiveEvent: Sendable, Equatable {
  /// A prompt was heard, or a part of it.
  case heard(Heard)
  /// An application was run, with its options.
  case executed(String)
  /// The caller is spoken to in another language: `CHANNEL(language)` was set.
  case speaks(String)
  /// The caller's voice was recorded.
  case recorded(String)
}

extension ScriptedCaller {
  /// Calls a script, and lets somebody answer once ``steps`` are used up.
  public func call(_ script: inout some Script, live: any LiveCaller) -> ScriptedCall {
    let peer = ScriptedPeer(self, live: live)
    let (end, error) = PeerSession.run(&script, with: peer)
    return ScriptedCall(end: end, error: peer.defect ?? error, peer: peer)
  }
}
