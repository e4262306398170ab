import AGI
import Laboratory
import Phone
import Synchronization

/// A FastAGI server inside the test process: a test writes the script of a real call where it needs
/// it, and acts as its caller at the same time.
final class Stage: Sendable {
  /// Sends 8000 to 8999 to the stage; `h` tells it what the dialplan saw.
  static let dialplan = """
    [stage-subroutine]
    exten => s,1,Set(TOLD=${ARG1})
     same => n,Return()

    [laboratory](+)
    exten => _8XXX,1,AGI(agi://127.0.0.1:@FASTAGI@/scene/${EXTEN}?x=1&y=2,one,two words,,a:b)
     same => n,AGI(agi://127.0.0.1:@FASTAGI@/after/${EXTEN})
     same => n,Hangup()
    exten => _3XXX,1,Answer()
     same => n,AGI(${FILTER(a-z0-9-,${CALLERID(name)})})
     same => n,AGI(agi://127.0.0.1:@FASTAGI@/after/${EXTEN})
     same => n,Hangup()
    exten => _4XXX,1,Answer()
     same => n,EAGI(agi-ear)
     same => n,AGI(agi://127.0.0.1:@FASTAGI@/after/${EXTEN})
     same => n,Hangup()
    exten => _6XXX,1,Answer()
     same => n,Set(AGISIGHUP=${CALLERID(name)})
     same => n,AGI(agi://127.0.0.1:@FASTAGI@/scene/${EXTEN})
     same => n,Hangup()
    exten => _5XXX,1,Answer()
     same => n,Set(AGIEXITONHANGUP=yes)
     same => n,AGI(agi://127.0.0.1:@FASTAGI@/scene/${EXTEN})
     same => n,Hangup()

    """

  private static let shared = Result { try Stage(Shared.laboratory()) }

  private let server: FastAGIServer
  private let scenes = Scenes()

  private init(_ laboratory: Laboratory) throws {
    var settings = FastAGIServer.Settings()
    settings.port = laboratory.fastAGI.port
    let scenes = scenes
    server = try FastAGIServer(settings) { scenes.scene(for: $0) }
    startThread { [server] in server.run() }
  }

  /// Places a real call whose script is `script`, lets `act` be the caller, and returns what the
  /// script returned.
  ///
  /// The prefix chooses the part of the dialplan: 8 is plain, 6 sets AGISIGHUP to the caller's name,
  /// 5 sets AGIEXITONHANGUP.
  static func perform<Value: Sendable>(
    prefix: Int = 8,
    as name: String? = nil,
    _ script: @escaping @Sendable (Call) throws -> Value,
    ended: @escaping @Sendable (DeadCall) throws -> Void = { _ in },
    caller act: @escaping @Sendable (PhoneCall) throws -> Void = { _ in }
  ) async throws -> Value {
    let laboratory = try Shared.laboratory()
    let stage = try shared.get()
    return try await laboratory.scene { laboratory in
      let outcome = Outcome<Value>()
      let acted = Outcome<Bool>()
      let scene = Scene(
        body: { call in
          do { outcome.set(.success(try script(call))) } catch {
            outcome.set(.failure(error))
            throw error
          }
          _ = try acted.wait()
        },
        end: ended
      )
      let phone = try laboratory.callerPhone()
      defer { phone.close() }
      let call = try phone.call(
        stage.scenes.add(prefix: prefix, scene),
        as: CallerID(name: name, number: "13800138000")
      )
      defer { acted.set(.success(true)) }
      try act(call)
      let value = try outcome.wait()
      call.hangUp()
      try call.waitForHangup(within: .seconds(5))
      return value
    }
  }

  /// How a call ended under its script.
  struct Ending: Sendable, Equatable {
    /// What the script's last command threw.
    var code: AGIError.Code?
    /// Why the script was told that the call is over.
    var end: DeadCall.End?
    /// A variable that was set and read afterwards.
    var late: String?
    /// Whether anybody still answered then.
    var isConnected = false
  }

  /// Places a call that ends while its script runs, and tells how.
  static func ending(
    prefix: Int = 8,
    as name: String? = nil,
    of script: @escaping @Sendable (Call) throws -> Void,
    caller act: @escaping @Sendable (PhoneCall) throws -> Void
  ) async throws -> Ending {
    let laboratory = try Shared.laboratory()
    let stage = try shared.get()
    return try await laboratory.scene { laboratory in
      let code = Outcome<AGIError.Code?>()
      let ending = Outcome<Ending>()
      let scene = Scene { call in
        do {
          try script(call)
          code.set(.success(nil))
        } catch let error as AGIError {
          code.set(.success(error.code))
          throw error
        }
      } end: { call in
        try? call.set("LATE", to: "written")
        let late = try? call.get("LATE")
        ending.set(
          .success(
            Ending(
              code: try code.wait(),
              end: call.end,
              late: late ?? nil,
              isConnected: call.isConnected
            )
          )
        )
      }
      let phone = try laboratory.callerPhone()
      defer { phone.close() }
      let call = try phone.call(
        stage.scenes.add(prefix: prefix, scene),
        as: CallerID(name: name, number: "13800138000")
      )
      try act(call)
      return try ending.wait()
    }
  }

  /// Calls a number of the laboratory's dialplan and returns a variable that it has set when it
  /// comes to the stage again.
  static func variable(
    _ variable: String,
    after prefix: Int,
    as name: String? = nil,
    saying sound: Sound = .silence
  ) async throws -> String? {
    let laboratory = try Shared.laboratory()
    let stage = try shared.get()
    return try await laboratory.scene { laboratory in
      let outcome = Outcome<String?>()
      let scene = Scene(body: { call in outcome.set(Result { try call.get(variable) }) })
      let phone = try laboratory.callerPhone()
      defer { phone.close() }
      let call = try phone.call(
        stage.scenes.add(prefix: prefix, scene),
        as: CallerID(name: name, number: "13800138000"),
        saying: sound
      )
      let value = try outcome.wait()
      try call.waitForHangup(within: .seconds(5))
      return value
    }
  }
}

/// A script written in a test.
struct Scene: Script {
  var body: @Sendable (Call) throws -> Void = { _ in }
  var end: @Sendable (DeadCall) throws -> Void = { _ in }

  init() {}

  init(
    body: @escaping @Sendable (Call) throws -> Void,
    end: @escaping @Sendable (DeadCall) throws -> Void = { _ in }
  ) {
    self.body = body
    self.end = end
  }

  func run(_ call: Call) throws { try body(call) }
  func ended(_ call: DeadCall) throws { try end(call) }
}

/// Which number plays which scene.
private final class Scenes: Sendable {
  private let byNumber = Mutex<[String: Scene]>([:])

  func add(prefix: Int, _ scene: Scene) -> String {
    byNumber.withLock { scenes in
      let number = String(prefix * 1000 + scenes.count)
      scenes[number] = scene
      return number
    }
  }

  func scene(for request: FastAGIServer.Request) -> Scene? {
    let number = String(request.script.suffix(4))
    guard !number.hasPrefix("8") || request.script.hasPrefix("scene/") else { return Scene() }
    return byNumber.withLock { $0[number] }
  }
}

/// A value that one thread sets and another waits for.
final class Outcome<Value: Sendable>: Sendable {
  private let watched = Watched(Result<Value, any Error>?.none)

  func set(_ result: Result<Value, any Error>) {
    watched.change { $0 = result }
  }

  func wait(within limit: Duration = .seconds(30)) throws -> Value {
    guard let result = watched.wait(until: .now + limit, for: { $0 }) else {
      throw TooLate(limit: limit)
    }
    return try result.get()
  }
}

/// A script that did not end in time.
private struct TooLate: Error {
  let limit: Duration
}
