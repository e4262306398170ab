/// Everything that is known of a call so far: the loop writes it, the handle reads it.
struct CallRecord {
  var transcript = Transcript()
  /// Where in the transcript the next wait begins to look.
  var cursor = 0
  /// The prompt that the last wait found, if its end has not been waited for.
  var found: Int?
  var isAnswered = false
  var end: CallEnd?
  /// The u-law audio that was heard.
  var audio: [UInt8] = []
  /// How many wait for audio itself: only then each frame wakes them.
  var listeners = 0
  var finishedOrders: Set<Int> = []
  var orders = 0
}

/// What names a call.
struct CallFacts {
  /// The Call-ID.
  let id: String
  let caller: CallerID
  /// The number that was dialled.
  let number: String
}

extension CallRecord {
  /// The prompt that the last wait found.
  var foundPrompt: HeardPrompt? {
    guard let found, case .heard(let prompt) = transcript.entries[found].happening else {
      return nil
    }
    return prompt
  }

  /// Moves the cursor behind the next happening of that kind.
  mutating func find(_ isIt: (Transcript.Happening) -> Bool) -> Bool? {
    let next = transcript.entries[cursor...].firstIndex { isIt($0.happening) }
    guard let next else { return nil }
    cursor = next + 1
    return true
  }

  /// Moves the cursor behind the next prompt of that name.
  mutating func findPrompt(_ name: String) -> HeardPrompt? {
    let isFound = find {
      if case .heard(let prompt) = $0 { prompt.isNamed(name) } else { false }
    }
    guard isFound != nil else { return nil }
    found = cursor - 1
    return foundPrompt
  }
}
