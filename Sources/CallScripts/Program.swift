import AGI
import Database

/// The scripts as programs of `AGI()`: each is one call, on standard input and output.
public enum Program {
  /// Runs as `AGI(agi-route)`.
  public static func route() { serve(RouteScript.self) }

  /// Runs as `AGI(agi-ivr,FLOW[,NODE])`.
  public static func ivr() { serve(IVRScript.self) }

  /// Runs as `AGI(agi-survey,SURVEY)`.
  public static func survey() { serve(SurveyScript.self) }

  /// Runs as `AGI(agi-ended)`, in a hangup handler.
  public static func ended() { serve(EndedScript.self) }

  /// Runs as `AGI(agi-switch)`.
  public static func switches() { serve(SwitchScript.self) }

  private static func serve(_ script: (some Script).Type) {
    Connection.serveOneCall()
    script.main()
  }
}
