import CallScripts
import Foundation
import Records
import Testing

/// What is said is compared as it is read: the texts of the sound files, one after the other.
@Suite struct SpokenTests {
  @Test(arguments: [
    ("0", "零"), ("2", "二"), ("10", "十"), ("11", "十一"), ("12", "十二"), ("15", "十五"), ("20", "二十"),
    ("21", "二十一"), ("22", "二十二"), ("99", "九十九"), ("100", "一百"), ("101", "一百零一"),
    ("110", "一百一十"), ("111", "一百一十一"), ("120", "一百二十"), ("200", "二百"), ("202", "二百零二"),
    ("222", "二百二十二"), ("999", "九百九十九"), ("1000", "一千"), ("1001", "一千零一"),
    ("1010", "一千零一十"), ("1011", "一千零一十一"), ("1100", "一千一百"), ("1101", "一千一百零一"),
    ("2000", "两千"), ("2002", "两千零二"), ("2020", "两千零二十"), ("2222", "两千二百二十二"),
    ("10000", "一万"), ("10001", "一万零一"), ("10010", "一万零一十"), ("10086", "一万零八十六"),
    ("10100", "一万零一百"), ("11000", "一万一千"), ("12000", "一万二千"), ("12345", "一万二千三百四十五"),
    ("20000", "两万"), ("22000", "两万二千"), ("20002", "两万零二"), ("100000", "十万"),
    ("101000", "十万一千"), ("100010", "十万零一十"), ("120000", "十二万"), ("200000", "二十万"),
    ("1000000", "一百万"), ("1020000", "一百零二万"), ("2000000", "二百万"), ("20000000", "两千万"),
    ("22000000", "两千二百万"), ("100000000", "一亿"), ("100000001", "一亿零一"),
    ("100100000", "一亿零一十万"), ("100020000", "一亿零二万"), ("101000000", "一亿零一百万"),
    ("110000000", "一亿一千万"), ("100200003", "一亿零二十万零三"),
    ("123456789", "一亿二千三百四十五万六千七百八十九"), ("200000000", "两亿"),
    ("1000000000000", "一万亿"), ("2000000000000", "两万亿"), ("1000000000001", "一万亿零一"),
    ("-15", "负十五"), ("-2000", "负两千"), ("3.14", "三点一四"), ("0.5", "零点五"), ("-0.05", "负零点零五"),
    ("-0", "零"), ("1,234.50", "一千二百三十四点五零"), ("+7", "七"),
  ])
  func mandarinNumbers(text: String, said: String) throws {
    #expect(try mandarin(.number, text) == said)
  }

  @Test(arguments: [
    ("0", "零元"), ("0.00", "零元"), ("1", "一元"), ("2", "两元"), ("2.2", "两元二角"), ("2.22", "两元二角二分"),
    ("0.2", "两角"), ("0.22", "两角二分"), ("0.02", "两分"), ("0.05", "五分"), ("5.05", "五元零五分"),
    ("10", "十元"), ("12.50", "十二元五角"), ("20.00", "二十元"), ("100", "一百元"), ("110.05", "一百一十元零五分"),
    ("200", "二百元"), ("2000", "两千元"), ("12345.67", "一万二千三百四十五元六角七分"), ("-12.5", "负十二元五角"),
    ("12.345", "十二点三四五元"), ("12.500", "十二元五角"),
  ])
  func mandarinMoney(text: String, said: String) throws {
    #expect(try mandarin(.money, text) == said)
  }

  @Test(arguments: [
    ("2026-11-22", "二零二六年十一月二十二日星期日"), ("2000-01-01", "二零零零年一月一日星期六"),
    ("2024/2/29", "二零二四年二月二十九日星期四"), ("20261210", "二零二六年十二月十日星期四"),
    ("2026-10-31", "二零二六年十月三十一日星期六"),
  ])
  func mandarinDates(text: String, said: String) throws {
    #expect(try mandarin(.date, text) == said)
  }

  @Test(arguments: [
    ("00:00", "凌晨零点"), ("00:30", "凌晨零点三十分"), ("02:00", "凌晨两点"), ("05:59", "凌晨五点五十九分"),
    ("06:00", "上午六点"), ("9:05", "上午九点零五分"), ("11:10", "上午十一点十分"), ("12:00", "中午十二点"),
    ("12:02", "中午十二点零二分"), ("13:00", "下午一点"), ("14:12", "下午两点十二分"), ("1730", "下午五点三十分"),
    ("18:00", "晚上六点"), ("22:34:59", "晚上十点三十四分"), ("23:59", "晚上十一点五十九分"),
  ])
  func mandarinTimes(text: String, said: String) throws {
    #expect(try mandarin(.time, text) == said)
  }

  @Test(arguments: [
    ("2026-11-22 14:30", "二零二六年十一月二十二日星期日下午两点三十分"),
    ("2026-11-22T09:00:00", "二零二六年十一月二十二日星期日上午九点"),
    ("202611220905", "二零二六年十一月二十二日星期日上午九点零五分"),
  ])
  func mandarinDatesWithTimes(text: String, said: String) throws {
    #expect(try mandarin(.dateTime, text) == said)
  }

  @Test(arguments: [
    ("0", "零秒"), ("2", "两秒"), ("60", "一分钟"), ("120", "两分钟"), ("722", "十二分钟两秒"), ("3600", "一小时"),
    ("7320", "两小时两分钟"), ("3605", "一小时零五秒"), ("86400", "一天"), ("172800", "两天"), ("86460", "一天零一分钟"),
  ])
  func mandarinDurations(text: String, said: String) throws {
    #expect(try mandarin(.duration, text) == said)
  }

  @Test(arguments: [
    ("1001", "一零零一"), ("138 0013-8000", "一三八零零一三八零零零"), ("Ab*#", "AB星号井号"), ("+86.", "加八六点"),
  ])
  func mandarinDigits(text: String, said: String) throws {
    #expect(try mandarin(.digits, text) == said)
  }

  @Test(arguments: [
    (Spoken.Kind.number, "0", "0"), (.number, "13", "13"), (.number, "21", "20 1"),
    (.number, "110", "1 hundred 10"), (.number, "12345", "12 thousand 3 hundred 40 5"),
    (.number, "2000000", "2 million"), (.number, "-1.5", "minus 1 point 5"),
    (.number, "1000000000000", "1 0 0 0 0 0 0 0 0 0 0 0 0"),
    (.money, "12.50", "12 yuan 50 fen"), (.money, "0.05", "5 fen"), (.money, "0", "0 yuan"),
    (.date, "2026-11-22", "day-0 mon-10 20 h-2 20 20 6"),
    (.date, "1905-05-20", "day-6 mon-4 h-20 19 oh 5"),
    (.date, "1900-01-30", "day-2 mon-0 h-30 19 hundred"),
    (.date, "2006-01-01", "day-0 mon-0 h-1 2 thousand 6"),
    (.date, "2010-01-01", "day-5 mon-0 h-1 20 10"),
    (.time, "00:00", "12 oclock a-m"), (.time, "14:05", "2 oh 5 p-m"),
    (.time, "12:30", "12 30 p-m"),
    (.dateTime, "2026-11-22 09:21", "day-0 mon-10 20 h-2 20 20 6 9 20 1 a-m"),
    (.duration, "3661", "1 hour 1 minute 1 second"), (.duration, "7200", "2 hours"),
    (.duration, "0", "0 seconds"), (.digits, "a1#", "a 1 pound"),
  ])
  func english(kind: Spoken.Kind, text: String, said: String) throws {
    let spoken = try #require(Spoken(kind, text))
    let words = spoken.prompts(in: "en").map { $0.path.split(separator: "/").last ?? "" }
    #expect(words.joined(separator: " ") == said)
  }

  @Test(arguments: [
    (Spoken.Kind.number, ""), (.number, "-"), (.number, "1.2.3"), (.number, "12a"), (.number, "1."),
    (.number, ".5"), (.number, "99999999999999999"), (.number, "٣"), (.money, "12元"), (.digits, ""),
    (.digits, " "), (.date, "2026-02-30"), (.date, "2026-13-01"), (.date, "2026-11"),
    (.date, "2026-11-22-"), (.date, "26-1-1-1"), (.time, "24:00"), (.time, "12:60"), (.time, "12"),
    (.time, "-1:00"), (.dateTime, "2026-11-22"), (.duration, "-1"), (.duration, "1m"),
  ])
  func whatCannotBeSaidIsRefused(kind: Spoken.Kind, text: String) {
    #expect(Spoken(kind, text) == nil)
  }

  @Test func aDateMayLeaveOutItsWeekday() throws {
    let day = try #require(CivilTime(year: 1985, month: 3, day: 2))
    let names = Spoken.date(day, withWeekday: false).prompts(in: "zh_CN").map(\.path)
    #expect(names.last == "digits/day")
  }

  /// Whatever is said is made of files that the lists and Asterisk's own English set have.
  @Test(arguments: ["zh", "en"])
  func theVocabularyIsWhole(language: String) throws {
    let vocabulary = Set(Spoken.vocabulary(in: language).map(\.path))
    var said: Set<String> = []
    for number in Array(0...1_200) + [12_345, 200_000_000, 1_234_567_890] {
      for kind in [Spoken.Kind.number, .money, .duration, .digits] {
        let text = kind == .money ? "\(number).\(number % 100)" : "\(number)"
        said.formUnion(try #require(Spoken(kind, text)).prompts(in: language).map(\.path))
      }
    }
    for number in 0..<800 {
      let moment = CivilTime(seconds: number * 86_400 * 9 + number * 3_660)
      said.formUnion(Spoken.dateTime(moment).prompts(in: language).map(\.path))
    }
    #expect(said.subtracting(vocabulary) == [])
    let texts = try Texts(language: language)
    for name in vocabulary where language == "zh" || name.hasPrefix("switchboard/") {
      #expect(texts[name] != nil, "\(language) \(name)")
    }
  }

  private func mandarin(_ kind: Spoken.Kind, _ text: String) throws -> String {
    let spoken = try #require(Spoken(kind, text))
    let texts = try Texts(language: "zh")
    return try spoken.prompts(in: "zh").map { try #require(texts[$0.path]) }.joined()
  }
}

/// The texts of the sound files that ship.
private struct Texts {
  private var texts: [String: String] = [:]

  init(language: String) throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../../asterisk").standardized
    for (list, prefix) in [("prompts.tsv", "switchboard/"), ("core-prompts.tsv", "")] {
      let text = try String(contentsOf: folder.appending(path: list), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let fields = line.split(separator: "\t").map(String.init)
        if fields[0] == language { texts[prefix + fields[1]] = fields[2] }
      }
    }
  }

  subscript(name: String) -> String? { texts[name] }
}
