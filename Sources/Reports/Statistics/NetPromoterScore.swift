import Glibc

/// Who would recommend us, of those who said 0 to 10.
public struct NetPromoterScore: Equatable, Sendable {
  /// Those who said 9 or 10.
  public var promoters: Int
  /// Those who said 7 or 8.
  public var passives: Int
  /// Those who said 0 to 6.
  public var detractors: Int

  /// Describes the answers.
  public init(promoters: Int = 0, passives: Int = 0, detractors: Int = 0) {
    self.promoters = promoters
    self.passives = passives
    self.detractors = detractors
  }

  /// Counts one answer.
  public mutating func add(_ score: Int) {
    switch score {
    case ...6: detractors += 1
    case 7...8: passives += 1
    default: promoters += 1
    }
  }

  /// How many answered.
  public var total: Int { promoters + passives + detractors }

  /// The share of promoters less the share of detractors, -1 to 1; `nil` without an answer.
  public var score: Double? {
    total > 0 ? Double(promoters - detractors) / Double(total) : nil
  }

  /// Where the true score lies, 95 of 100 times; `nil` without an answer.
  ///
  /// A difference has no Wilson interval of its own. This one is put together of the Wilson intervals
  /// of both shares, with their correlation (Newcombe 1998; Zou and Donner 2008): who is a promoter
  /// is no detractor.
  public var interval: ClosedRange<Double>? {
    guard let score, let up = Proportion(promoters, of: total).interval,
      let down = Proportion(detractors, of: total).interval
    else { return nil }
    let p = Double(promoters) / Double(total)
    let q = Double(detractors) / Double(total)
    let variances = p * (1 - p) * q * (1 - q)
    let correlation = variances > 0 ? -p * q / sqrt(variances) : 0
    func spread(_ one: Double, _ other: Double) -> Double {
      sqrt(max(0, one * one - 2 * correlation * one * other + other * other))
    }
    let low = score - spread(p - up.lowerBound, down.upperBound - q)
    let high = score + spread(up.upperBound - p, q - down.lowerBound)
    return max(-1, low)...min(1, high)
  }
}
