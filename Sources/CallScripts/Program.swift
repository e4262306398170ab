public import AGI
import Database
import Glibc
public import Records

/// The scripts as programs of `AGI()`: each is one call, on standard input and output.
///
/// With `--version` alone a program prints its version and ends.
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

  /// Runs as `AGI(agi-callback,QUEUE)`.
  public static func callback() { serve(CallbackScript.self) }

  /// The script of `agi-ivr`, for a caller who is not on a line: `switchboard ivr try`.
  public static func flow(at location: StoreLocation) -> some Script {
    IVRScript(location: location)
  }

  private static func serve(_ script: (some Script).Type) {
    if CommandLine.argc == 2, let word = CommandLine.unsafeArgv[1], strcmp(word, "--version") == 0 {
      return print(ProgramVersion.current)
    }
    Connection.serveOneCall()
    script.main()
  }
}
