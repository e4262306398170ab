import Configuration
import Records
import Reports

/// What the tool says of surveys.
extension Phrases {
  static let noFigures = Words("no call was answered in that time", "该时段没有接通的来电")

  static func noDate(_ text: String) -> Failure {
    Failure(
      what: Words("\"\(text)\" is no date", "“\(text)”不是日期"),
      fix: Words("write for example 2026-03-01", "请写，例如 2026-03-01")
    )
  }

  static func noTime(from: String, to: String) -> Failure {
    Failure(
      what: Words("\(to) is before \(from)", "\(to) 早于 \(from)"),
      fix: Words("swap --from and --to", "请交换 --from 和 --to")
    )
  }

  static let twoForms = Failure(
    what: Words("--json and --csv are two forms", "--json 和 --csv 是两种格式"),
    fix: Words("write one of them", "请只写一个")
  )

  static func grouping(_ grouping: SurveyFigures.Grouping) -> [Words] {
    switch grouping {
    case .survey: [Words("survey", "问卷")]
    case .question: [Words("survey", "问卷"), Words("question", "问题")]
    case .agent: [Words("agent", "工号")]
    case .queue: [Words("queue", "队列")]
    case .day: [Words("day", "日期")]
    }
  }

  static let figuresHead = [
    Words("answered", "接通"), Words("invited", "受邀"), Words("invitation rate", "推评率"),
    Words("participants", "参评"), Words("participation", "参评率"), Words("CSAT", "满意度"),
    Words("n", "n"), Words("NPS", "NPS"), Words("n", "n"), Words("comments", "留言"),
  ]

  static let figuresNote = Words(
    "in brackets: where the true figure lies, 95 times of 100 (Wilson)",
    "括号内为 95 % 置信区间（Wilson）"
  )

  static func skip(_ skip: SurveyInvitation.Skip) -> Words {
    switch skip {
    case .share: Words("not invited: not of the share that is asked", "未邀请：不在抽样比例内")
    case .recent:
      Words("not invited: the same number was invited a short while ago", "未邀请：该号码近期已受邀")
    case .left: Words("not invited: the caller hung up first", "未邀请：主叫先挂机")
    case .other(let text): Words("not invited: \(text)", "未邀请：\(text)")
    }
  }

  static func comment(_ comment: SurveyAnswer.Comment) -> Words {
    let seconds = decimal(Double(comment.milliseconds) / 1_000, places: 1)
    return Words("comment of \(seconds) s, \(comment.file)", "留言 \(seconds) 秒，\(comment.file)")
  }

  static let sent = Words("sent by the agent", "坐席转评价")
  static let outbound = Words("after a call that the agent made", "呼出后")
}
