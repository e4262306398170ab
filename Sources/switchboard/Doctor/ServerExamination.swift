import AMI
import Configuration
import Foundation
import Operations
import Records

/// One Asterisk, by its manager interface.
///
/// Nothing is changed there, and nobody is rung.
struct ServerExamination {
  let server: ServerSettings
  /// The queues that are published.
  let queues: Set<String>

  /// The longest difference of clocks.
  private static let skew = Duration.milliseconds(500)
  /// The versions of Asterisk that this is made for.
  private static let versions = 16...22

  func run() async -> Examination {
    var found = secretsFile()
    let secrets: ManagerSecrets
    do {
      secrets = try ManagerSecrets(path: server.secrets)
    } catch {
      found.findings.append(Phrases.noSecrets(server.name, server.secrets, "\(error)"))
      return found
    }
    for user in ManagerSecrets.User.allCases {
      guard let credentials = try? secrets.credentials(of: user) else {
        found.findings.append(Phrases.noSecret(server.name, user.name, server.secrets))
        continue
      }
      do {
        found = found + (try await look(as: user, credentials))
      } catch {
        found.findings.append(trouble(error, user))
        // Who is not reached by one user is reached by none.
        if error.code != .authenticationFailed { break }
      }
    }
    return found
  }

  private func secretsFile() -> Examination {
    guard let status = status(of: server.secrets), status.st_mode & 0o007 != 0 else {
      return Examination()
    }
    return Examination(findings: [Phrases.openSecrets(server.name, server.secrets)])
  }

  private func trouble(_ error: AMIError, _ user: ManagerSecrets.User) -> Finding {
    error.code == .authenticationFailed
      ? Phrases.refusedLogin(server.name, user.name)
      : Phrases.unreachable(server.name, server.manager, "\(error)")
  }

  /// Logs in once, asks, and leaves.
  private func look(
    as user: ManagerSecrets.User,
    _ credentials: Credentials
  ) async throws(AMIError) -> Examination {
    let client = AMIClient(AMI.Configuration(server: server, credentials))
    let running = Task { try await client.run() }
    defer { running.cancel() }
    for await state in client.states {
      switch state {
      case .connected: return await examine(as: user, client)
      case .waiting(_, let error), .failed(let error): throw error
      case .idle, .connecting, .stopped: continue
      }
    }
    throw AMIError(.stopped, doing: "connecting")
  }

  private func examine(as user: ManagerSecrets.User, _ client: AMIClient) async -> Examination {
    var found = Examination()
    for probe in Self.probes(of: user) {
      guard let reason = await refusal(of: probe.action, client) else { continue }
      if reason.contains("Permission denied") {
        found.findings.append(Phrases.notPermitted(server.name, user.name, probe))
      } else if reason.contains("Invalid/unknown command") {
        found.findings.append(Phrases.noAction(server.name, probe.action.name))
      }
    }
    if user == .events { found = found + (await examine(client)) }
    return found
  }

  /// Why Asterisk does not do something; `nil` when it does, or does not answer.
  private func refusal(of action: Action, _ client: AMIClient) async -> String? {
    do {
      try await client.send(action)
      return nil
    } catch {
      return error.code == .refused ? error.evidence + error.reason : nil
    }
  }

  /// An action that a user must be permitted, in a form that does nothing.
  struct Probe {
    var action: Action
    /// The class that `write` must have.
    var permission: String
  }

  /// Asterisk asks for the permission first, and finds out then that what it needs is missing.
  private static func probes(of user: ManagerSecrets.User) -> [Probe] {
    let hangup = Probe(action: Action("Hangup"), permission: "call")
    let originate = Probe(action: Action("Originate"), permission: "originate")
    return switch user {
    case .events: [Probe(action: .coreStatus, permission: "reporting")]
    case .control: [Probe(action: Action("QueuePause"), permission: "agent"), hangup, originate]
    case .dial: [originate, hangup, Probe(action: .coreStatus, permission: "reporting")]
    }
  }

  // MARK: What it is

  private func examine(_ client: AMIClient) async -> Examination {
    var found = Examination()
    if let settings = try? await client.send(.coreSettings),
      let version = settings["AsteriskVersion"]
    {
      found.notes.append(Phrases.isAsterisk(server.name, version))
      let major = Int(version.prefix { $0.isNumber })
      if let major, !Self.versions.contains(major) {
        found.findings.append(Phrases.untriedVersion(server.name, version, Self.versions))
      }
    }
    if let difference = await clockDifference(client), abs(difference) > Self.skew {
      found.findings.append(Phrases.clockSkew(server.name, difference))
    }
    if let list = try? await client.list(.queueStatus()) {
      found.findings += oneSided(Set(list.items(QueueParams.self).compactMap(\.queue)))
    } else {
      found.findings.append(Phrases.noQueues(server.name))
    }
    return found
  }

  /// How much its clock is ahead of ours, without what the way there and back may explain.
  private func clockDifference(_ client: AMIClient) async -> Duration? {
    let before = Date().timeIntervalSince1970
    guard let pong = try? await client.send(.ping), let text = pong["Timestamp"],
      let theirs = Double(text)
    else { return nil }
    let after = Date().timeIntervalSince1970
    let difference = theirs < before ? theirs - before : max(0, theirs - after)
    return .milliseconds(Int(difference * 1_000))
  }

  private func oneSided(_ theirs: Set<String>) -> [Finding] {
    let missing = queues.subtracting(theirs).sorted()
      .map { Phrases.queueMissing(server.name, $0) }
    // Those that ship are for who reaches no other.
    let strange = theirs.subtracting(queues).filter { !$0.hasPrefix("switchboard") }.sorted()
      .map { Phrases.queueUnpublished(server.name, $0) }
    return missing + strange
  }
}

private func abs(_ duration: Duration) -> Duration {
  duration < .zero ? .zero - duration : duration
}
