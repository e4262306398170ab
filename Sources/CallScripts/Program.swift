public import AGI
public import Records

/// The scripts as programs of `AGI()`: each is one call, on standard input and output.
public enum Program {
  /// Runs as `AGI(agi-route)`.
  public static func route() { RouteScript.main() }

  /// Runs as `AGI(agi-ivr,FLOW[,NODE])`.
  public static func ivr() { IVRScript.main() }

  /// Runs as `AGI(agi-survey,SURVEY)`.
  public static func survey() { SurveyScript.main() }

  /// Runs as `AGI(agi-ended)`, in a hangup handler.
  public static func ended() { EndedScript.main() }

  /// Runs as `AGI(agi-switch)`.
  public static func switches() { SwitchScript.main() }

  /// The script of `agi-ivr`, for a caller who is not on a line: `switchboard ivr try`.
  public static func flow(at location: StoreLocation) -> some Script {
    IVRScript(location: location)
  }
}
