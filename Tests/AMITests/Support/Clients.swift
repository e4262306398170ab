import AMI
import AMITesting

/// A client of a scripted Asterisk, from the first login on.
func withClient<Result>(
  of asterisk: ScriptedAsterisk,
  _ change: (inout Configuration) -> Void = { _ in },
  _ body: (AMIClient) async throws -> Result
) async throws -> Result {
  var configuration = asterisk.configuration
  configuration.shortestWait = .milliseconds(1)
  configuration.longestWait = .milliseconds(20)
  change(&configuration)
  return try await AMIClient.withClient(configuration, body)
}

/// The code of what an operation throws.
func code(_ body: () async throws -> Void) async -> AMIError.Code? {
  do {
    try await body()
    return nil
  } catch {
    return (error as? AMIError)?.code ?? .init(rawValue: "\(error)")
  }
}
