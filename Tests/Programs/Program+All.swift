extension Program {
  /// Every AGI program, each in a call of the example centre.
  public static let all = [smallest, route, ivr, survey, callback]

  /// The least that a script can do.
  public static let smallest = Program(
    name: "agi-smallest",
    arguments: [],
    exchanges: [
      Exchange("ANSWER", "200 result=0"),
      Exchange("SET VARIABLE SWB_STATUS SUCCESS", "200 result=1"),
    ]
  )

  private static let route = Program(
    name: "agi-route",
    arguments: [],
    exchanges: [
      begin,
      set(
        """
        SWB_REVISION=1,SWB_ACTION=flow,SWB_FLOW=main,SWB_NODE=,SWB_PRIORITY=,\
        SWB_RULE=dialled 4008001234,SWB_STATUS=SUCCESS
        """
      ),
    ]
  )

  /// The caller presses 1 while the greeting plays.
  private static let ivr = Program(
    name: "agi-ivr",
    arguments: ["main"],
    exchanges: [
      begin, tellRevision,
      Exchange("ANSWER", "200 result=0"),
      Exchange("STREAM FILE switchboard/welcome 0123456789*#", "200 result=49 endpos=8000"),
      set(
        """
        SWB_ACTION=queue,SWB_QUEUE=sales,SWB_SURVEY=satisfaction,SWB_TIMEOUT=300,SWB_STATUS=SUCCESS
        """
      ),
    ]
  )

  /// The caller presses 1 while the question plays.
  private static let survey = Program(
    name: "agi-survey",
    arguments: ["satisfaction"],
    exchanges: [
      begin, tellRevision,
      Exchange(
        "GET FULL VARIABLE ${QUEUESTATUS}|${SWB_SURVEY_WAY}|${SWB_QUEUE}|${CHANNEL(linkedid)}|"
          + "${MEMBERNAME}|${MEMBERINTERFACE}",
        "200 result=1 (CONTINUE||sales|1772413200.7|1001|Local/1001@switchboard-agents/n)"
      ),
      Exchange("CHANNEL STATUS", "200 result=6"),
      Exchange("STREAM FILE switchboard/survey-question 0123456789*#", "200 result=49 endpos=800"),
      Exchange("STREAM FILE switchboard/survey-thanks \"\"", "200 result=0 endpos=8000"),
      set("SWB_ACTION=hangup,SWB_STATUS=SUCCESS"),
    ]
  )

  /// The caller presses 1 while the offer plays.
  private static let callback = Program(
    name: "agi-callback",
    arguments: ["sales"],
    exchanges: [
      begin, tellRevision,
      Exchange("ANSWER", "200 result=0"),
      Exchange("STREAM FILE switchboard/callback-offer 0123456789*#", "200 result=49 endpos=800"),
      Exchange("STREAM FILE switchboard/callback-promised \"\"", "200 result=0 endpos=8000"),
      set("SWB_ACTION=hangup,SWB_STATUS=SUCCESS"),
    ]
  )

  /// How each program that uses the store begins.
  private static let begin = Exchange(
    "GET FULL VARIABLE ${SWB_REVISION}|${SYSTEMNAME}",
    "200 result=1 (|centre)"
  )

  private static let tellRevision = Exchange("SET VARIABLE SWB_REVISION 1", "200 result=1")

  /// How it ends: all that the dialplan is told, by one command.
  private static func set(_ assignments: String) -> Exchange {
    let isOneWord = !assignments.contains(" ")
    return Exchange(
      "EXEC MSet " + (isOneWord ? assignments : "\"\(assignments)\""),
      "200 result=0"
    )
  }
}
