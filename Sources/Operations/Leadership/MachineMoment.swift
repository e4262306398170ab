import Glibc
import Records

/// A moment by a clock that nobody sets: since this machine was started, its sleep included.
///
/// All processes of the machine see the same one. It says nothing about another start.
public struct MachineMoment: Sendable, Equatable {
  /// Which start of the machine.
  public var boot: String
  /// Microseconds since then.
  public var microseconds: Int

  /// A moment of a start.
  public init(boot: String, microseconds: Int) {
    self.boot = boot
    self.microseconds = microseconds
  }

  /// The moment that it is now.
  public static func now() -> MachineMoment {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return MachineMoment(
      boot: thisBoot,
      microseconds: time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
    )
  }

  private static let thisBoot: String = {
    let bytes = (try? readFile("/proc/sys/kernel/random/boot_id", limit: 4_096)) ?? []
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }()

  /// How long it is until this moment; zero when that is over, or of another start.
  public func remaining(at now: MachineMoment) -> Duration {
    guard boot == now.boot else { return .zero }
    return max(.zero, .microseconds(microseconds - now.microseconds))
  }

  /// The moment so much later.
  public static func + (moment: MachineMoment, time: Duration) -> MachineMoment {
    let (seconds, attoseconds) = time.components
    let microseconds = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    return MachineMoment(boot: moment.boot, microseconds: moment.microseconds + microseconds)
  }
}
