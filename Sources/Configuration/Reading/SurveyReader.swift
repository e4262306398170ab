import Records

/// Reads `surveys/NAME.yaml`: what a caller is asked after the call.
struct SurveyReader {
  var survey: Survey

  init?(name: String, _ root: Section) {
    survey = Survey(name: name, questions: [])
    let example = "satisfaction: {ask: survey-question, answers: {1: satisfied}}"
    root.allow([("questions", "{\(example)}"), ("thanks", "survey-thanks"), Section.languageKey])
    root.readLanguage()
    survey.thanks = root["thanks"]?.prompt()
    guard
      let section = root.needed("questions", example: "questions: {\(example)}")?
        .section(example: example)
    else { return nil }
    for (key, value) in section.items {
      guard let name = key.text(example: "satisfaction") else { continue }
      guard Name.isReadable(name) else {
        key.report(.badName(name))
        continue
      }
      if let section = value.section(example: "{ask: survey-question, answers: {1: satisfied}}"),
        let question = question(name, section)
      {
        survey.questions.append(question)
      }
    }
  }

  private func question(_ name: String, _ section: Section) -> SurveyQuestion? {
    section.allow([("ask", "survey-question"), ("answers", "{1: satisfied}")] + Section.mannerKeys)
    guard let ask = section.needed("ask", example: "ask: survey-question")?.prompts(),
      let answers = section.needed("answers", example: "answers: {1: satisfied}")?
        .section(example: "1: satisfied")
    else { return nil }
    var question = KeyQuestion(ask, attempts: 2)
    section.readManner(of: &question)
    var meanings: [SurveyQuestion.Answer] = []
    for (key, value) in answers.items {
      guard let digit = key.phoneKey(), let meaning = value.text(example: "satisfied") else {
        continue
      }
      meanings.append(.init(digit, meaning))
    }
    return SurveyQuestion(name: name, question, answers: meanings)
  }
}
