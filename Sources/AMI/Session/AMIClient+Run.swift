import NIOCore

extension AMIClient {
  /// Connects, logs in, and comes back whenever the connection is lost, until the task is cancelled.
  ///
  /// - Throws: ``AMIError`` with code `authenticationFailed` when Asterisk refuses the login, which no
  ///   further try would change; `stopped` when it has run before.
  public func run() async throws(AMIError) {
    guard mayRun() else {
      throw AMIError(.stopped, doing: "running", reason: "a client runs once: make another one")
    }
    var random = SystemRandomNumberGenerator()
    var backoff = Backoff(
      shortest: configuration.shortestWait,
      longest: configuration.longestWait,
      stability: configuration.stability
    )
    while !Task.isCancelled {
      onLoop { $0.change(to: .connecting) }
      let ending = await oneSession()
      if ending.error.code == .authenticationFailed {
        onLoop { $0.change(to: .failed(ending.error)) }
        throw ending.error
      }
      guard !Task.isCancelled else { break }
      let wait = backoff.wait(afterSessionOf: ending.length, using: &random)
      onLoop { $0.change(to: .waiting(next: wait, because: ending.error)) }
      try? await Task.sleep(for: wait)
    }
    // Who waits for the end has seen and heard all of it then.
    await withCheckedContinuation { continuation in
      onLoop { connection in
        connection.change(to: .stopped)
        continuation.resume()
      }
    }
  }

  private func oneSession() async -> Connection.Ending {
    do throws(AMIError) {
      return try await connect()
    } catch {
      return Connection.Ending(error: error, length: nil)
    }
  }
}
