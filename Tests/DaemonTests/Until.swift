/// Waits until something is so that nobody announces, and lets others work meanwhile.
func until(_ isSo: () -> Bool) async throws {
  while !isSo() { try await Task.sleep(for: .milliseconds(2)) }
}
