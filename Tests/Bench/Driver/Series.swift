import Foundation

/// What one contestant needed, in many rounds.
struct Series {
  let name: String
  /// Milliseconds, or steps a second.
  var values: [Double] = []
  /// KiB resident at most.
  var peakMemory: Int?

  init(_ name: String) {
    self.name = name
  }

  var median: Double { percentile(50) }

  /// The value below which `percent` of all values lie.
  func percentile(_ percent: Int) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    return sorted[(sorted.count - 1) * percent / 100]
  }
}

/// A promise, and whether this run kept it.
struct Goal {
  let text: String
  let measured: String
  let isMet: Bool

  /// A goal that a quotient is at most, or at least, so much.
  static func quotient(_ text: String, _ value: Double, atMost limit: Double) -> Goal {
    Goal(text: text, measured: value.text(2) + " x", isMet: value <= limit)
  }

  static func quotient(_ text: String, _ value: Double, atLeast limit: Double) -> Goal {
    Goal(text: text, measured: value.text(2) + " x", isMet: value >= limit)
  }
}

extension Double {
  /// The number with so many digits behind the point.
  func text(_ digits: Int) -> String {
    isFinite ? String(format: "%.\(digits)f", self) : "-"
  }
}
