extension AMIClient {
  /// Makes a call and waits for what becomes of it: one call, one outcome.
  ///
  /// It is never dialled twice.
  ///
  /// Needs class `originate` to dial and class `call` to see what happens. When the connection is lost
  /// meanwhile, the call is looked for by its ``Originate/channelId`` once there is a session again.
  /// A cancelled task stops waiting and leaves the call alone.
  ///
  /// - Parameters:
  /// - call: The call.
  /// - patience: How long to wait beyond the ringing, for Asterisk's word and for a new session.
  /// - Returns: The outcome; `unknown` when nobody can know.
  /// - Throws: ``AMIError`` when nothing was dialled: `notConnected`, `refused`, and what is wrong with
  /// the headers.
  public func originate(
    _ call: Originate,
    patience: Duration = .seconds(15)
  ) async throws(AMIError) -> OriginateOutcome {
    let id = call.channelId
    let events = events(.call) { OriginateTracker.concerns(id, $0) }
    var tracker = OriginateTracker(channelId: id)
    var doubt: AMIError?
    do throws(AMIError) {
      tracker.actionId = try await send(call.action)["ActionID"]
    } catch {
      guard error.mayHaveBeenDone else { throw error }
      doubt = error
    }
    tracker.isInDoubt = doubt != nil
    let follower = OriginateFollower(client: self, id: id, end: .now + call.ringing + patience)
    return await follower.follow(events, tracker, doubt)
  }

  /// The channel of that name or id, as `Status` tells it; `nil` when there is none.
  ///
  /// This is how a call whose outcome is unknown is settled.
  public func channel(_ nameOrId: String) async throws(AMIError) -> Message? {
    do throws(AMIError) {
      return try await list(Action("Status", ["Channel": nameOrId])).items.first
    } catch {
      if error.code == .refused, error.reason.hasPrefix("No such channel") { return nil }
      throw error
    }
  }
}

/// Reads events to a tracker and asks for the channel where they leave a doubt.
private struct OriginateFollower {
  let client: AMIClient
  let id: String
  let end: ContinuousClock.Instant

  /// How long a cause may come after the word that the call failed, or that its channel is gone.
  private static let causeDelay = Duration.seconds(2)

  func follow(
    _ events: EventSubscription,
    _ tracker: OriginateTracker,
    _ doubt: AMIError?
  ) async -> OriginateOutcome {
    var tracker = tracker
    var doubt = doubt
    var end = end
    var reader = events.makeAsyncIterator()
    // Our own beginning comes first, before anything was dialled.
    var hasBegun = false
    while let delivery = await reader.next(until: end) {
      switch tracker.next(delivery) {
      case .wait: continue
      case .done(let outcome): return outcome
      case .waitForCause: end = min(end, .now + Self.causeDelay)
      case .ask:
        defer { hasBegun = true }
        guard hasBegun || tracker.isInDoubt else { continue }
        guard let outcome = await settled(doubt ?? Self.missing) else { continue }
        guard case .unknown(let error) = outcome else { return outcome }
        // It may have ended since we are back: then its end is among what waits here.
        doubt = error
        end = min(end, .now + Self.causeDelay)
      }
    }
    if let word = tracker.lastWord { return word }
    let late = doubt ?? AMIError(.timedOut, doing: "Originate", reason: "no word of it")
    return await settled(late) ?? .unknown(late)
  }

  private static let missing = AMIError(
    .connectionLost,
    doing: "Originate",
    reason: "events are missing, and the channel is gone"
  )

  /// What the channel itself says; `nil` while it rings, and while there is nobody to ask.
  private func settled(_ doubt: AMIError) async -> OriginateOutcome? {
    do throws(AMIError) {
      guard let channel = try await client.channel(id) else { return .unknown(doubt) }
      guard channel.has("ChannelStateDesc", "Up") else { return nil }
      return .answered(channel: channel["Channel"] ?? "")
    } catch {
      switch error.code {
      case .notConnected, .connectionLost, .timedOut: return nil
      default: return .unknown(doubt)
      }
    }
  }
}
