/// Recognises the prompts of an index in the bytes that are heard, wherever they begin.
struct PromptRecognizer {
  enum Event: Equatable {
    /// A prompt has begun and can be no other.
    case began(HeardPrompt)
    /// The prompt that began last is over: whole, or cut.
    case ended(HeardPrompt)
  }

  /// After so long without audio a prompt counts as cut.
  static let pause = Duration.milliseconds(500)
  /// How far back the silence at the beginning of a prompt is looked for.
  private static let longestMemory = 16_000

  /// A prompt that fits what is heard.
  private struct Candidate {
    let prompt: Int
    let from: Int
    var to: Int
    let beganAt: Moment
  }

  private let index: PromptIndex
  private var candidates: [Candidate] = []
  private var hasReportedBeginning = false
  /// What was heard and belongs to no prompt yet.
  private var memory: [UInt8] = []
  private var scanned = 0
  private var lastHeard: Moment?

  init(_ index: PromptIndex) {
    self.index = index
  }

  /// When `advance(to:)` is due.
  var deadline: Moment? {
    candidates.isEmpty ? nil : lastHeard.map { $0 + Self.pause }
  }

  mutating func hear(_ bytes: [UInt8], at now: Moment) -> [Event] {
    guard !index.prompts.isEmpty else { return [] }
    if let lastHeard, now - lastHeard > Self.pause, candidates.isEmpty { forget() }
    lastHeard = now
    var events: [Event] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      if candidates.isEmpty {
        memory += rest
        rest = []
        if let found = scan(at: now) { rest = found[...] }
      } else {
        follow(&rest, at: now, into: &events)
      }
    }
    return events
  }

  /// Packets that never came: the prompt has gone on without being heard.
  mutating func lose(_ count: Int) {
    for number in candidates.indices { candidates[number].to += count }
    candidates.removeAll { $0.to > index.prompts[$0.prompt].bytes.count }
    forget()
  }

  /// Ends a prompt after which nothing more is heard.
  mutating func advance(to now: Moment) -> [Event] {
    guard let deadline, now >= deadline else { return [] }
    return finish(at: now - Self.pause)
  }

  /// The call is over.
  mutating func finish(at now: Moment) -> [Event] {
    guard let best = candidates.max(by: { rank($0) < rank($1) }) else { return [] }
    candidates = []
    return end(best, at: now)
  }

  // MARK: - Looking for a prompt

  /// Looks for a prompt in what is remembered.
  ///
  /// - Returns: The bytes from its first match on.
  private mutating func scan(at now: Moment) -> [UInt8]? {
    let last = memory.count - SoundFrames.frameSize
    while scanned <= last {
      let places = memory.withUnsafeBytes { heard -> [PromptIndex.Place] in
        while scanned <= last {
          let places = index.places(of: heard, at: scanned)
          if !places.isEmpty { return places }
          scanned += 1
        }
        return []
      }
      candidates = places.compactMap { candidate(at: $0, now: now) }
      if !candidates.isEmpty {
        let longest = candidates.map { $0.to - $0.from }.max()
        candidates.removeAll { $0.from > 0 && $0.to - $0.from < longest! }
        hasReportedBeginning = false
        let rest = Array(memory[scanned...])
        for number in candidates.indices { candidates[number].to -= SoundFrames.frameSize }
        forget()
        return rest
      }
      if scanned <= last { scanned += 1 }
    }
    if memory.count > Self.longestMemory {
      let surplus = memory.count - Self.longestMemory / 2
      memory.removeFirst(surplus)
      scanned = max(0, scanned - surplus)
    }
    return nil
  }

  /// The prompt at this place, with what was heard of it before.
  private func candidate(at place: PromptIndex.Place, now: Moment) -> Candidate? {
    let bytes = index.prompts[place.prompt].bytes
    var before = 0
    while before < place.position, before < scanned,
      bytes[place.position - before - 1] == memory[scanned - before - 1]
    {
      before += 1
    }
    let from = place.position - before
    let to = place.position + SoundFrames.frameSize
    // Silence in the middle of a prompt sounds like silence anywhere.
    guard from == 0 || Set(bytes[place.position..<to]).count >= 16 else { return nil }
    // A frame arrives when it begins to be heard.
    let older = memory.count - scanned + before - SoundFrames.frameSize
    let heardFor = Duration.microseconds(older * 125)
    return Candidate(prompt: place.prompt, from: from, to: to, beganAt: now - heardFor)
  }

  // MARK: - Following a prompt

  /// Compares what is heard with the prompts that still fit; leaves what goes beyond them.
  private mutating func follow(
    _ heard: inout ArraySlice<UInt8>,
    at now: Moment,
    into events: inout [Event]
  ) {
    var matched = 0
    let before = candidates
    for number in candidates.indices {
      let candidate = candidates[number]
      let count = heard.withUnsafeBytes {
        index.prompts[candidate.prompt].matches($0, at: candidate.to)
      }
      candidates[number].to += count
      matched = max(matched, count)
    }
    let fitting = zip(candidates, before).filter { after, before in
      after.to - before.to == heard.count
        && after.to < index.prompts[after.prompt].wholeFrames
    }
    heard = heard.dropFirst(matched)
    guard fitting.isEmpty else {
      candidates = fitting.map(\.0)
      heard = []
      if candidates.count == 1, !hasReportedBeginning {
        hasReportedBeginning = true
        events.append(.began(heardPrompt(candidates[0], at: now, isOver: false)))
      }
      return
    }
    let best = candidates.max { rank($0) < rank($1) }
    candidates = []
    if let best { events += end(best, at: now) }
    forget()
  }

  private mutating func end(_ candidate: Candidate, at now: Moment) -> [Event] {
    var events: [Event] = []
    if !hasReportedBeginning {
      events.append(.began(heardPrompt(candidate, at: now, isOver: false)))
    }
    hasReportedBeginning = false
    return events + [.ended(heardPrompt(candidate, at: now, isOver: true))]
  }

  /// Of several prompts that begin alike, a whole one comes before a cut one, then the longest.
  private func rank(_ candidate: Candidate) -> (Int, Int) {
    let isWhole = candidate.to >= index.prompts[candidate.prompt].wholeFrames
    return (isWhole ? 1 : 0, candidate.to - candidate.from)
  }

  private func heardPrompt(_ candidate: Candidate, at now: Moment, isOver: Bool) -> HeardPrompt {
    let prompt = index.prompts[candidate.prompt]
    let frame = SoundFrames.frameSize
    return HeardPrompt(
      names: prompt.names,
      frames: (candidate.from / frame)..<max(candidate.from, candidate.to) / frame,
      length: prompt.bytes.count / frame,
      beganAt: candidate.beganAt,
      endedAt: isOver ? now : nil
    )
  }

  private mutating func forget() {
    memory = []
    scanned = 0
  }
}
