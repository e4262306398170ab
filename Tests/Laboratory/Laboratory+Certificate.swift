extension Laboratory {
  /// A certificate that a host vouches for by itself, and its key, as one PEM text; made now, for two days.
  public static func certificate(for host: String) throws -> String {
    let outcome = try Command.run([
      "/usr/bin/env", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
      "-subj", "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)",
      "-keyout", "/dev/stdout", "-out", "/dev/stdout",
    ])
    guard outcome.status == 0, outcome.output.contains("BEGIN CERTIFICATE") else {
      throw LaboratoryError("openssl makes no certificate: run scripts/setup")
    }
    return outcome.output
  }
}
