import Glibc

/// How many of how many.
public struct Proportion: Equatable, Sendable {
  /// Those that are counted.
  public var count: Int
  /// All of them.
  public var total: Int

  /// Describes how many of how many.
  public init(_ count: Int = 0, of total: Int = 0) {
    self.count = count
    self.total = total
  }

  /// The share, 0 to 1; `nil` of nothing.
  public var rate: Double? {
    total > 0 ? Double(count) / Double(total) : nil
  }

  /// Where the true share lies by Wilson's score interval, 95 of 100 times; `nil` of nothing.
  ///
  /// Three answers say little, and this says how little.
  public var interval: ClosedRange<Double>? {
    guard total > 0, let rate else { return nil }
    let n = Double(total)
    let z2 = normalQuantile * normalQuantile
    let centre = rate + z2 / (2 * n)
    let spread = normalQuantile * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    let scale = 1 + z2 / n
    // At the ends rounding would leave a speck below 0 or above 1.
    let low = count == 0 ? 0 : max(0, (centre - spread) / scale)
    let high = count == total ? 1 : min(1, (centre + spread) / scale)
    return low...high
  }
}

/// The 97.5 % quantile of the normal distribution.
let normalQuantile = 1.959963984540054
