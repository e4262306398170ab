import Glibc
import Phone

extension PhoneCall {
  /// Waits until a tone is heard for a second: a prompt's voice may sound like one for a moment.
  func waitToHearSteadily(tone: Int, within limit: Duration) throws {
    let end = ContinuousClock.now + limit
    var times = 0
    while times < 5 {
      do {
        let patience = times == 0 ? end - ContinuousClock.now : .milliseconds(20)
        try waitToHear(tones: [tone], among: [tone], within: patience)
        times += 1
        usleep(200_000)
      } catch {
        guard times > 0, ContinuousClock.now < end else { throw error }
        times = 0
      }
    }
  }
}
