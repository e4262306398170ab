import Records

/// Puts what is spoken together from sound files, by the rules of one language.
protocol SpokenWords {
  /// The names of sound files so far.
  var names: [String] { get set }

  init()

  /// Says a whole number.
  mutating func cardinal(_ value: Int)
  mutating func money(_ amount: WrittenNumber)
  mutating func date(_ date: CivilTime, withWeekday: Bool)
  mutating func time(_ time: CivilTime)
  mutating func duration(_ seconds: Int)
}

extension SpokenWords {
  static func saying(_ spoken: Spoken) -> [String] {
    var words = Self()
    switch spoken {
    case .digits(let text): words.names = SpelledOut.names(text)
    case .number(let number): words.number(number)
    case .money(let amount): words.money(amount)
    case .date(let date, let withWeekday): words.date(date, withWeekday: withWeekday)
    case .time(let time): words.time(time)
    case .dateTime(let moment):
      words.date(moment, withWeekday: true)
      words.time(moment)
    case .duration(let seconds): words.duration(seconds)
    }
    return words.names
  }

  mutating func say(_ name: String) { names.append(name) }
  mutating func own(_ name: String) { names.append("switchboard/say/" + name) }
  mutating func digit(_ digit: Int) { names.append("digits/\(digit)") }

  mutating func number(_ number: WrittenNumber) {
    if number.isNegative { say("digits/minus") }
    cardinal(number.whole)
    guard !number.decimals.isEmpty else { return }
    own("point")
    for decimal in number.decimals { digit(decimal) }
  }
}
