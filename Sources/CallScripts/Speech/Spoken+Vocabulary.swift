public import Records

extension Spoken {
  /// Every sound file that a language's words are put together from.
  public static func vocabulary(in language: String) -> [PromptName] {
    let isMandarin = language.utf8.starts(with: "zh".utf8)
    let own = (isMandarin ? mandarin : english).map { "switchboard/say/" + $0 }
    var names = SpelledOut.vocabulary + numbers + calendar + own
    names += isMandarin ? mandarinUnits : englishUnits
    return names.map { PromptName($0) }
  }

  private static let numbers =
    [10, 20, 30, 40, 50, 60, 70, 80, 90].map { "digits/\($0)" }
    + ["hundred", "thousand", "minus", "oclock", "a-m", "p-m"].map { "digits/\($0)" }

  private static let calendar =
    (0...6).map { "digits/day-\($0)" } + (0...11).map { "digits/mon-\($0)" }

  private static let mandarinUnits =
    ["digits/wan", "digits/yi", "digits/year", "digits/day"]
  private static let mandarin = [
    "liang", "point", "yuan", "jiao", "fen", "early-morning", "noon", "evening", "minute",
    "days", "hours", "minutes", "seconds",
  ]

  private static let englishUnits =
    (11...19).map { "digits/\($0)" } + ["digits/million", "digits/billion", "digits/oh"]
    + (Array(1...20) + [30]).map { "digits/h-\($0)" }
  private static let english = [
    "point", "yuan", "fen", "day", "days", "hour", "hours", "minute", "minutes", "second",
    "seconds",
  ]
}
