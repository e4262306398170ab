extension Program {
  /// Every AGI program, each in a call of the example centre.
  public static let all = [smallest, route, ivr, survey]

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
    exchanges: begin + [
      Exchange("SET VARIABLE SWB_ACTION flow", "200 result=1"),
      Exchange("SET VARIABLE SWB_FLOW main", "200 result=1"),
      Exchange("SET VARIABLE SWB_NODE \"\"", "200 result=1"),
      Exchange("SET VARIABLE SWB_PRIORITY \"\"", "200 result=1"),
      Exchange("SET VARIABLE SWB_RULE \"dialled 4008001234\"", "200 result=1"),
      Exchange("SET VARIABLE SWB_STATUS SUCCESS", "200 result=1"),
    ]
  )

  /// The caller presses 1 while the greeting plays.
  private static let ivr = Program(
    name: "agi-ivr",
    arguments: ["main"],
    exchanges: begin + [
      Exchange("ANSWER", "200 result=0"),
      Exchange("STREAM FILE switchboard/welcome 0123456789*#", "200 result=49 endpos=8000"),
      Exchange("SET VARIABLE SWB_ACTION queue", "200 result=1"),
      Exchange("SET VARIABLE SWB_QUEUE sales", "200 result=1"),
      Exchange("SET VARIABLE SWB_SURVEY satisfaction", "200 result=1"),
      Exchange("SET VARIABLE SWB_TIMEOUT 300", "200 result=1"),
      Exchange("SET VARIABLE SWB_STATUS SUCCESS", "200 result=1"),
    ]
  )

  /// The caller presses 1 while the question plays.
  private static let survey = Program(
    name: "agi-survey",
    arguments: ["satisfaction"],
    exchanges: begin + [
      Exchange("GET VARIABLE QUEUESTATUS", "200 result=1 (CONTINUE)"),
      Exchange("GET VARIABLE SWB_QUEUE", "200 result=1 (sales)"),
      Exchange("GET VARIABLE MEMBERNAME", "200 result=1 (1001)"),
      Exchange("GET VARIABLE MEMBERINTERFACE", "200 result=1 (Local/1001@switchboard-agents/n)"),
      Exchange("STREAM FILE switchboard/survey-question 0123456789*#", "200 result=49 endpos=800"),
      Exchange("STREAM FILE switchboard/survey-thanks \"\"", "200 result=0 endpos=8000"),
      Exchange("SET VARIABLE SWB_ACTION hangup", "200 result=1"),
      Exchange("SET VARIABLE SWB_STATUS SUCCESS", "200 result=1"),
    ]
  )

  /// How each program that uses the store begins.
  private static let begin = [
    Exchange("GET VARIABLE SWB_REVISION", "200 result=0"),
    Exchange("SET VARIABLE SWB_REVISION 1", "200 result=1"),
    Exchange("GET VARIABLE SYSTEMNAME", "200 result=1 (centre)"),
  ]
}
