internal import Glibc

/// Lets callers in, and sends those away for whom there is no room, without a thread for them.
///
/// Who is sent away is told so: `SWB_STATUS=BUSY` is set before the connection closes, and a close
/// before Asterisk has read it could lose it.
struct Doorman {
  enum Event {
    case caller(Int32)
    /// A caller who took a spare descriptor, since no other is left: to be refused.
    case excess(Int32)
    /// Somebody asks whether the doorman is at the door.
    case question
    case nobody
  }

  private struct Refused {
    let socket: Int32
    let deadline: Int
    var received: [UInt8] = []
  }

  /// More than these at once are closed without a word.
  private static let mostRefused = 64
  /// How long to wait for a descriptor when even the spare ones are gone.
  private static let breath: Int32 = 10
  private static let busy = Array("SET VARIABLE SWB_STATUS BUSY\n".utf8)
  private static let done = Array("200 result=1\n".utf8)

  private static let hangup = Array("HANGUP\n".utf8)

  private let patience: Int
  private var refused: [Refused] = []
  private var spares = SpareDescriptors()
  /// Whether somebody waits for whom there is no descriptor at all.
  private var isStuck = false

  init(patience: Duration) {
    self.patience = patience.wholeMilliseconds
    spares.refill()
  }

  /// The next event, or `nil` once the server is to stop.
  mutating func wait(
    for listener: borrowing Listener,
    or asked: Wake,
    until stopping: Wake
  ) -> Event? {
    spares.refill()
    var polled = [
      pollfd(fd: stopping.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: asked.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isStuck ? -1 : listener.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    polled += refused.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
    let patience = refused.map(\.deadline).min().map(millisecondsLeft(until:)) ?? -1
    guard poll(&polled, nfds_t(polled.count), isStuck ? Doorman.breath : patience) >= 0 else {
      return errno == EINTR ? .nobody : nil
    }
    if polled[0].revents != 0 { return nil }
    if polled[1].revents != 0 { return .question }
    let ready = Set(polled.dropFirst(3).filter { $0.revents != 0 }.map(\.fd))
    if !refused.isEmpty { attend(to: ready) }
    guard isStuck || polled[2].revents != 0 else { return .nobody }
    return letIn(by: listener)
  }

  private mutating func letIn(by listener: borrowing Listener) -> Event {
    isStuck = false
    if let socket = listener.accept() { return .caller(socket) }
    guard errno == EMFILE || errno == ENFILE || errno == ENOMEM else { return .nobody }
    // Asterisk waits for us without end: nobody may be left at the door.
    if spares.spend(), let socket = listener.accept() { return .excess(socket) }
    isStuck = errno != EAGAIN
    return .nobody
  }

  /// Tells a caller that there is no room.
  mutating func refuse(_ socket: Int32) {
    let sent = Doorman.busy.withUnsafeBytes {
      send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    guard sent == Doorman.busy.count, refused.count < Doorman.mostRefused else {
      spares.replace(socket)
      return
    }
    refused.append(Refused(socket: socket, deadline: monotonicMilliseconds() + patience))
  }

  /// Closes all that are still being sent away.
  mutating func finish() {
    for caller in refused { close(caller.socket) }
    refused.removeAll()
    spares.finish()
  }

  private mutating func attend(to ready: Set<Int32>) {
    let now = monotonicMilliseconds()
    for index in refused.indices.reversed() {
      let isDone = ready.contains(refused[index].socket) && readsToEnd(&refused[index])
      if isDone || refused[index].deadline <= now {
        spares.replace(refused[index].socket)
        refused.remove(at: index)
      }
    }
  }

  /// Whether Asterisk has set the variable, with a `HANGUP` behind its reply or not, or is gone.
  private func readsToEnd(_ caller: inout Refused) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = recv(caller.socket, &chunk, chunk.count, Int32(MSG_DONTWAIT))
    if count < 0, errno == EAGAIN || errno == EINTR { return false }
    guard count > 0 else { return true }
    // Only the end matters; an environment without end is not kept.
    caller.received = Array((caller.received + chunk[..<count]).suffix(64))
    var tail = caller.received[...]
    while tail.reversed().starts(with: Doorman.hangup.reversed()) {
      tail.removeLast(Doorman.hangup.count)
    }
    return tail.reversed().starts(with: Doorman.done.reversed())
  }
}
