import AMI
import AMITesting
import Control
import Foundation
import Laboratory
import struct Phone.Endpoint
import Testing

/// The client against a real Asterisk.
@Suite(.timeLimit(.minutes(10))) struct ManagerTests {
  @Test(arguments: [Credentials.Login.challenge, .plainText])
  func aLoginByEitherProofIsAccepted(_ login: Credentials.Login) async throws {
    var configuration = try ManagerLaboratory.configuration()
    configuration.credentials.login = login
    let version = try ManagerLaboratory.laboratory().fullVersion
    try await AMIClient.withClient(configuration) { client async throws in
      let settings = try await client.send(.coreSettings)
      #expect(settings["AsteriskVersion"]?.hasPrefix(version.prefix(5)) == true)
      guard case .connected(let ami)? = await client.states.first(where: { _ in true }) else {
        Issue.record("not connected")
        return
      }
      #expect(ami == settings["AMIversion"])
    }
  }

  @Test(arguments: [("ami", "wrong"), ("nobody", "hush")])
  func aWrongNameOrSecretIsFinal(_ user: String, _ secret: String) async throws {
    let configuration = try ManagerLaboratory.configuration(user: user, secret: secret)
    let client = AMIClient(configuration)
    let error = await #expect(throws: AMIError.self) { try await client.run() }
    #expect(error?.code == .authenticationFailed)
    #expect(await client.states.first { _ in true } == .failed(try #require(error)))
  }

  @Test func aQueueIsListedWithItsMembersAndWatched() async throws {
    try await AMIClient.withClient(ManagerLaboratory.configuration()) { client async throws in
      let list = try await client.list(.queueStatus(queue: "ami"))
      #expect(list.items(QueueParams.self).map(\.queue) == ["ami"])
      #expect(list.items(QueueMember.self).count == 2)
      var events = client.events(.agent).makeAsyncIterator()
      #expect(await events.next() == .gap(lost: nil, .began))
      let interface = try #require(list.items(QueueMember.self).first?.interface)
      try await client.send(.queuePause(interface: interface, paused: true, reason: "小休"))
      while let delivery = await events.next() {
        guard case .event(let event) = delivery, let pause = QueueMemberPause(event) else {
          continue
        }
        #expect(pause.member.interface == interface && pause.member.isPaused == true)
        #expect(pause.member.pausedReason == "小休")
        break
      }
      let error = await #expect(throws: AMIError.self) {
        try await client.send(.queueRemove(queue: "ami", interface: "Local/none@agents/n"))
      }
      #expect(error?.code == .refused)
    }
  }

  @Test func whatAUserMayNotDoIsRefused() async throws {
    var configuration = try ManagerLaboratory.configuration(user: "ami-agents")
    configuration.allowsCommands = true
    try await AMIClient.withClient(configuration) { client async throws in
      let error = await #expect(throws: AMIError.self) {
        try await client.send(.command(command: "core show version"))
      }
      #expect(error?.code == .refused && error?.reason == "Permission denied")
    }
  }

  // MARK: Originate

  @Test(arguments: [
    ("Local/answers@ami/n", "answered"), ("Local/busy@ami/n", "busy"),
    ("Local/rings@ami/n", "noAnswer"), ("Local/rejects@ami/n", "rejected cause 21"),
    ("Local/nobody@ami/n", "rejected cause 0"), ("Nosuch/x", "rejected cause 0"),
    ("PJSIP/nosuchendpoint", "rejected cause 0"),
  ])
  func aCallHasOneOutcome(_ channel: String, _ expected: String) async throws {
    try await AMIClient.withClient(ManagerLaboratory.configuration()) { client async throws in
      var call = Originate(channel: channel, to: .application("Wait", data: "5"))
      call.ringing = .seconds(1)
      let outcome = try await client.originate(call)
      switch outcome {
      case .answered(let name):
        #expect(expected == "answered" && name.hasPrefix("Local/answers@ami"))
        #expect(try await client.channel(call.channelId)?.has("Channel", name) == true)
        try await client.send(.hangup(channel: name))
      case .rejected(let cause): #expect("rejected \(cause)" == expected)
      default: #expect("\(outcome)" == expected)
      }
    }
  }

  @Test func anOriginateThatIsForbiddenThrowsAndDialsNothing() async throws {
    try await AMIClient.withClient(ManagerLaboratory.configuration(user: "ami-agents")) {
      client async throws in
      let call = Originate(channel: "Local/answers@ami/n", to: .application("Wait", data: "1"))
      let error = await #expect(throws: AMIError.self) { try await client.originate(call) }
      #expect(error?.code == .refused)
    }
  }

  @Test func aVariableArrivesAsItWas() async throws {
    let value = #"one,two\three "four" (five) ${SIX} $[1+1] 张三"#
    try await AMIClient.withClient(ManagerLaboratory.configuration()) { client async throws in
      var call = Originate(
        channel: "Local/answers@ami/n",
        to: .application("Wait", data: "5")
      )
      call.variables = [.init("TEXT", value), .init("PLAIN", "1")]
      guard case .answered(let channel) = try await client.originate(call) else {
        Issue.record("nobody answered")
        return
      }
      #expect(
        try await client.send(.getvar(variable: "TEXT", channel: channel))["Value"] == value
      )
      #expect(
        try await client.send(.getvar(variable: "PLAIN", channel: call.channelId))["Value"] == "1"
      )
      try await client.send(.hangup(channel: channel))
    }
  }

  @Test func aCallWhoseConnectionIsCutIsSettledByItsChannel() async throws {
    let proxy = try await RecordingProxy.start(port: ManagerLaboratory.port())
    var configuration = try ManagerLaboratory.configuration()
    configuration.port = proxy.port
    try await AMIClient.withClient(configuration) { client async throws in
      let dialled = client.events(.call) { $0.isEvent("Newchannel") }
      var events = dialled.makeAsyncIterator()
      #expect(await events.next() == .gap(lost: nil, .began))
      var call = Originate(
        channel: "Local/rings@ami/n",
        to: .application("Wait", data: "1"),
        channelId: "ami-cut-1"
      )
      call.ringing = .seconds(60)
      async let outcome = client.originate(call)
      var channel = ""
      while let delivery = await events.next() {
        guard case .event(let event) = delivery, event.has("Uniqueid", "ami-cut-1") else {
          continue
        }
        channel = event["Channel"] ?? ""
        break
      }
      proxy.cut()
      while let delivery = await events.next(), delivery != .gap(lost: nil, .began) {}
      // It rang on meanwhile: whoever comes back sees how it ends.
      try await client.send(.hangup(channel: channel, cause: .noAnswer))
      let known = try await outcome
      #expect(known == .noAnswer)
    }
    await proxy.stop()
  }

  // MARK: Floods and cuts

  @Test func aFloodIsSeenWholeOrItsGapIsKnown() async throws {
    try await AMIClient.withClient(ManagerLaboratory.configuration()) { client async throws in
      let isFlood: @Sendable (Message) -> Bool = { $0["UserEvent"]?.hasPrefix("Flood") == true }
      var whole = client.events(.user, capacity: 100_000, where: isFlood).makeAsyncIterator()
      var small = client.events(.user, capacity: 100, where: isFlood).makeAsyncIterator()
      #expect(await whole.next() == .gap(lost: nil, .began))
      #expect(await small.next() == .gap(lost: nil, .began))
      let call = Originate(
        channel: "Local/answers@ami/n",
        to: .dialplan(context: "ami", extension: "floods")
      )
      _ = try await client.originate(call)
      #expect(try await client.send(.ping).isSuccess)
      var next = 0
      while case .event(let event)? = await whole.next(), !event.has("UserEvent", "FloodEnd") {
        #expect(event.number("Number") == next)
        next += 1
      }
      #expect(next == 10_000)
      var counted = 0
      while counted < 10_001, let delivery = await small.next() {
        switch delivery {
        case .event: counted += 1
        case .gap(let lost, let why):
          #expect(why == .overflow)
          counted += lost ?? 0
        }
      }
      #expect(counted == 10_001)
    }
  }

  @Test func aCutConnectionComesBack() async throws {
    let proxy = try await RecordingProxy.start(port: ManagerLaboratory.port())
    var configuration = try ManagerLaboratory.configuration()
    configuration.port = proxy.port
    try await AMIClient.withClient(configuration) { client async throws in
      let back = client.events(.user) { $0["UserEvent"]?.hasPrefix("Back") == true }
      var events = back.makeAsyncIterator()
      #expect(await events.next() == .gap(lost: nil, .began))
      for number in 0..<10 {
        proxy.cut()
        #expect(await events.next() == .gap(lost: nil, .disconnected))
        #expect(await events.next() == .gap(lost: nil, .began))
        try await client.send(.userEvent(name: "Back\(number)"))
        guard case .event(let event)? = await events.next() else {
          Issue.record("no event after cut \(number)")
          return
        }
        #expect(event.has("UserEvent", "Back\(number)"))
      }
    }
    await proxy.stop()
    #expect(!String(decoding: proxy.session.bytes, as: UTF8.self).contains("hush"))
  }

  // MARK: Forgeries and silence

  /// A caller's data with CR LF in it ends the event that carries it, and goes on as it likes.
  @Test func whatCallersForgeIsSeenByThoseAloneWhoAskForItsClass() async throws {
    try await AMIClient.withClient(ManagerLaboratory.configuration()) { client async throws in
      // The other tests' own events are named, and a piece of a forgery is not.
      var users = client.events(.user) { $0["UserEvent"]?.hasPrefix("Forgery") != false }
        .makeAsyncIterator()
      var agents = client.events(.agent) { $0.has("Queue", "ami") && $0["Interface"] == nil }
        .makeAsyncIterator()
      #expect(await users.next() == .gap(lost: nil, .began))
      #expect(await agents.next() == .gap(lost: nil, .began))
      let call = Originate(
        channel: "Local/answers@ami/n",
        to: .dialplan(context: "ami", extension: "forges")
      )
      guard case .answered(let channel) = try await client.originate(call) else {
        Issue.record("nobody answered")
        return
      }
      // Its own event, cut short; then the forged one is left out here, and so is its tail.
      for name in ["Forgery", "ForgeryEnd"] {
        guard case .event(let event)? = await users.next() else {
          Issue.record("no \(name)")
          return
        }
        #expect(event.has("UserEvent", name) && event["Event"] == "UserEvent")
      }
      // Who asks for the forged class cannot tell it from a true one.
      guard case .event(let forged)? = await agents.next() else {
        Issue.record("nothing forged")
        return
      }
      #expect(forged.isEvent("QueueMemberPause"))
      try await client.send(.hangup(channel: channel))
    }
  }

  /// A half-open connection: it stands, and the other side says nothing more.
  @Test func anAsteriskThatSaysNothingMoreIsLeftAndFoundAgain() async throws {
    let proxy = try await RecordingProxy.start(port: ManagerLaboratory.port())
    var configuration = try ManagerLaboratory.configuration()
    configuration.port = proxy.port
    configuration.pingInterval = .milliseconds(50)
    configuration.pongDeadline = .milliseconds(500)
    configuration.loginDeadline = .milliseconds(500)
    try await AMIClient.withClient(configuration) { client async throws in
      proxy.stall()
      var states = client.states.makeAsyncIterator()
      while let state = await states.next() {
        guard case .waiting(_, let error) = state else { continue }
        #expect(error.code == .timedOut && error.reason.contains("no pong"))
        break
      }
      proxy.resume()
      while let state = await states.next() {
        if case .connected = state { break }
      }
      #expect(try await client.send(.ping).isSuccess)
    }
    await proxy.stop()
  }

  // MARK: TLS

  @Test func aCertificateOfOnesOwnAuthorityIsVerified() async throws {
    let configuration = try ManagerLaboratory.encrypted(
      .verifiedBy(authorities: try ManagerLaboratory.certificate()),
      host: "localhost"
    )
    try await AMIClient.withClient(configuration) { client async throws in
      #expect(try await client.send(.ping).isSuccess)
    }
  }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func aCertificateThatNobodyVouchesForIsNotTrusted(_ host: String) async throws {
    let own = Configuration.TLS.verifiedBy(authorities: try ManagerLaboratory.certificate())
    let tls: Configuration.TLS = host == "localhost" ? .verified : own
    let client = AMIClient(try ManagerLaboratory.encrypted(tls, host: host))
    let running = Task { try await client.run() }
    // Also when nothing comes until the time limit: a client that is left alone tries for ever.
    defer { running.cancel() }
    let state = await client.states.first { if case .waiting = $0 { true } else { false } }
    guard case .waiting(_, let error)? = state else {
      Issue.record("it does not wait")
      return
    }
    #expect(error.code == .untrusted, "\(error)")
    running.cancel()
    _ = await running.result
  }

  /// The command beside an Asterisk that speaks TLS.
  @Test(arguments: [true, false])
  func whoObservesKnowsWhetherTheCertificateIsVouchedFor(_ isVouchedFor: Bool) throws {
    let laboratory = try ManagerLaboratory.laboratory()
    let secret = laboratory.store + "/secret-\(isVouchedFor)"
    _ = FileManager.default.createFile(atPath: secret, contents: Data("hush\n".utf8))
    let words =
      [
        "observe", "--once", "--json", "--user", "ami", "--secret-file", secret, "--tls",
        "--manager", "localhost:\(laboratory.fastAGI.port)", "--queue-log",
        laboratory.log + "/queue_log",
      ] + (isVouchedFor ? ["--tls-authority", try ManagerLaboratory.certificate()] : [])
    if isVouchedFor {
      #expect(try Laboratory.tool(words).contains("\"current\""))
    } else {
      let error = #expect(throws: LaboratoryError.self) { try Laboratory.tool(words) }
      #expect(error?.description.contains("CERTIFICATE_VERIFY_FAILED") == true, "\(error)")
    }
  }

  /// The daemon's own connections, when `servers:` says whose certificate is good.
  @Test func theDaemonFollowsOnlyWhomItsAuthorityVouchesFor() async throws {
    let laboratory = try ManagerLaboratory.laboratory()
    let manager = "localhost:\(laboratory.fastAGI.port)"
    let view = FloorView(laboratory.control)
    try laboratory.publish(manager: manager, "tls: yes")
    // FastAGI's usual port is the manager's encrypted one here.
    let daemon = try laboratory.startDaemon("--listen", "127.0.0.1:0")
    let refused = try view.wait("queues", within: .seconds(20)) {
      $0.servers?.first?.trouble != nil
    }
    #expect(refused.servers?.first?.trouble?.contains("CERTIFICATE_VERIFY_FAILED") == true)
    #expect(refused.servers?.first?.floor == "unknown")

    // Mended by who runs it, and followed without a restart.
    try laboratory.publish(manager: manager, "tls: \(try ManagerLaboratory.certificate())")
    let seen = try view.wait("queues", within: .seconds(20)) {
      $0.servers?.first?.floor == "current"
    }
    #expect(seen.queues?.contains { $0.queue == "ami" } == true)
    #expect(daemon.stop() == 0)
  }

  // MARK: Limits

  @Test func theLimitsAreAsterisks() async throws {
    try await AMIClient.withClient(ManagerLaboratory.configuration()) { client async throws in
      let value = String(repeating: "x", count: 1022 - "Value: ".utf8.count)
      try await client.send(.setvar(variable: "AMI_LONG", value: value))
      #expect(try await client.send(.getvar(variable: "AMI_LONG"))["Value"] == value)
      // 128 headers, Action and ActionID among them, are the most that both versions read.
      var action = Action.userEvent(name: "Many")
      action.headers += (action.headers.count..<126).map { .init("H\($0)", "x") }
      #expect(try await client.send(action).isSuccess)
    }
  }
}
