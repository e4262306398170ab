import AGI

/// The scripts as programs of `AGI()`: each is one call, on standard input and output.
public enum Program {
  /// Runs as `AGI(agi-route)`.
  public static func route() { RouteScript.main() }

  /// Runs as `AGI(agi-ivr,FLOW[,NODE])`.
  public static func ivr() { IVRScript.main() }

  /// Runs as `AGI(agi-survey,SURVEY)`.
  public static func survey() { SurveyScript.main() }

  /// Runs as `AGI(agi-callback,QUEUE)`.
  public static func callback() { CallbackScript.main() }
}
