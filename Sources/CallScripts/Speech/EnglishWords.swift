import Records

/// Puts English together from sound files.
struct EnglishWords: SpokenWords {
  var names: [String] = []
}

// MARK: - Numbers

extension EnglishWords {
  mutating func cardinal(_ value: Int) {
    guard value > 0 else { return digit(0) }
    // There is no sound file beyond billions.
    guard value < 1_000_000_000_000 else { return names += SpelledOut.names(String(value)) }
    var left = value
    let units = [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")]
    for (size, unit) in units where left >= size {
      belowThousand(left / size)
      say("digits/\(unit)")
      left %= size
    }
    belowThousand(left)
  }

  private mutating func belowThousand(_ value: Int) {
    if value >= 100 {
      digit(value / 100)
      say("digits/hundred")
    }
    belowHundred(value % 100)
  }

  private mutating func belowHundred(_ value: Int) {
    guard value > 0 else { return }
    guard value > 20 else { return digit(value) }
    digit(value / 10 * 10)
    if value % 10 > 0 { digit(value % 10) }
  }

  /// Twelve yuan, fifty fen.
  mutating func money(_ amount: WrittenNumber) {
    guard let fen = amount.hundredths else {
      number(amount)
      return own("yuan")
    }
    if amount.isNegative { say("digits/minus") }
    if amount.whole > 0 || fen == 0 {
      cardinal(amount.whole)
      own("yuan")
    }
    if fen > 0 {
      cardinal(fen)
      own("fen")
    }
  }
}

// MARK: - Time

extension EnglishWords {
  /// Sunday, November twenty-second, twenty twenty-six.
  mutating func date(_ date: CivilTime, withWeekday: Bool) {
    if withWeekday { say(date.weekdayName) }
    say("digits/mon-\(date.month - 1)")
    if date.day > 20, date.day % 10 > 0 {
      digit(date.day / 10 * 10)
      say("digits/h-\(date.day % 10)")
    } else {
      say("digits/h-\(date.day)")
    }
    year(date.year)
  }

  /// Two thousand six, nineteen hundred, nineteen oh five, twenty twenty-six.
  private mutating func year(_ year: Int) {
    let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
    guard century >= 10, century % 10 > 0 || rest >= 10 else { return cardinal(year) }
    belowHundred(century)
    guard rest > 0 else { return say("digits/hundred") }
    if rest < 10 { say("digits/oh") }
    belowHundred(rest)
  }

  /// Nine o'clock a.m., two oh five p.m.
  mutating func time(_ time: CivilTime) {
    digit(time.hour % 12 == 0 ? 12 : time.hour % 12)
    switch time.minute {
    case 0: say("digits/oclock")
    case 1..<10:
      say("digits/oh")
      digit(time.minute)
    default: belowHundred(time.minute)
    }
    say(time.hour < 12 ? "digits/a-m" : "digits/p-m")
  }

  mutating func duration(_ seconds: Int) {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
    var left = max(0, seconds)
    for (size, unit) in units {
      let (count, rest) = left.quotientAndRemainder(dividingBy: size)
      left = rest
      guard count > 0 || size == 1 && names.isEmpty else { continue }
      cardinal(count)
      own(count == 1 ? unit : unit + "s")
    }
  }
}
