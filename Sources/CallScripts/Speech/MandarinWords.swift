import Records

/// Puts Mandarin together from sound files.
///
/// 2 is 两 before 千, 万 and 亿 where a number begins with it (两千, 两万二千, 一万二千), and alone
/// before what is counted (两点, 两元, 两分钟); everywhere else it is 二 (二十, 二百, 五元二角).
struct MandarinWords: SpokenWords {
  var names: [String] = []
}

// MARK: - Numbers

extension MandarinWords {
  /// A whole number.
  mutating func cardinal(_ value: Int) {
    value == 0 ? digit(0) : section(value, atStart: true)
  }

  /// A whole number of something that follows: 2 alone is 两.
  private mutating func count(_ value: Int) {
    value == 2 ? own("liang") : cardinal(value)
  }

  private mutating func section(_ value: Int, atStart: Bool) {
    for (size, unit) in [(100_000_000, "digits/yi"), (10_000, "digits/wan")] where value >= size {
      let (high, low) = value.quotientAndRemainder(dividingBy: size)
      if atStart, high == 2 { own("liang") } else { section(high, atStart: atStart) }
      say(unit)
      guard low > 0 else { return }
      // The highest place of what follows is empty.
      if low < size / 10 { digit(0) }
      return section(low, atStart: false)
    }
    belowWan(value, atStart: atStart)
  }

  private mutating func belowWan(_ value: Int, atStart: Bool) {
    var hasSpoken = false
    var hasGap = false
    func place(_ size: Int) -> Int { value / size % 10 }
    for (size, unit) in [(1_000, "digits/thousand"), (100, "digits/hundred"), (10, ""), (1, "")] {
      let digit = place(size)
      guard digit > 0 else {
        hasGap = hasSpoken
        continue
      }
      if hasGap { self.digit(0) }
      hasGap = false
      switch (size, digit) {
      case (1_000, 2) where atStart: own("liang")
      // 十五, and 一百一十五.
      case (10, 1) where atStart && !hasSpoken: self.digit(10)
      case (10, 1):
        self.digit(1)
        self.digit(10)
      case (10, _): self.digit(digit * 10)
      default: self.digit(digit)
      }
      if !unit.isEmpty { say(unit) }
      hasSpoken = true
    }
  }

  mutating func money(_ amount: WrittenNumber) {
    guard let hundredths = amount.hundredths else {
      // 十二点三四五元
      number(amount)
      return own("yuan")
    }
    if amount.isNegative { say("digits/minus") }
    let (jiao, fen) = hundredths.quotientAndRemainder(dividingBy: 10)
    let hasYuan = amount.whole > 0 || hundredths == 0
    if hasYuan {
      count(amount.whole)
      own("yuan")
    }
    if jiao > 0 {
      hasYuan ? digit(jiao) : count(jiao)
      own("jiao")
    }
    if fen > 0 {
      if hasYuan, jiao == 0 { digit(0) }
      hasYuan || jiao > 0 ? digit(fen) : count(fen)
      own("fen")
    }
  }
}

// MARK: - Time

extension MandarinWords {
  /// Says 二〇二六年十一月二十二日 星期日.
  mutating func date(_ date: CivilTime, withWeekday: Bool) {
    for character in String(date.year) { say("digits/\(character)") }
    say("digits/year")
    say("digits/mon-\(date.month - 1)")
    cardinal(date.day)
    say("digits/day")
    if withWeekday { say(date.weekdayName) }
  }

  /// Says 上午九点, 下午两点零五分, 晚上十点三十分.
  mutating func time(_ time: CivilTime) {
    switch time.hour {
    case 0..<6: own("early-morning")
    case 6..<12: say("digits/a-m")
    case 12: own("noon")
    case 13..<18: say("digits/p-m")
    default: own("evening")
    }
    count(time.hour > 12 ? time.hour - 12 : time.hour)
    say("digits/oclock")
    guard time.minute > 0 else { return }
    if time.minute < 10 { digit(0) }
    cardinal(time.minute)
    own("minute")
  }

  /// Says 一小时三十分钟, 两天零五分钟.
  mutating func duration(_ seconds: Int) {
    let units = [(86_400, "days"), (3_600, "hours"), (60, "minutes"), (1, "seconds")]
    var left = max(0, seconds)
    var hasSpoken = false
    var hasGap = false
    for (size, unit) in units {
      let (count, rest) = left.quotientAndRemainder(dividingBy: size)
      left = rest
      guard count > 0 || size == 1 && !hasSpoken else {
        hasGap = hasSpoken
        continue
      }
      if hasGap { digit(0) }
      hasGap = false
      self.count(count)
      own(unit)
      hasSpoken = true
      if left == 0 { return }
    }
  }
}
