import AMI
import NIOConcurrencyHelpers
import NIOCore

/// One connection to a ``ScriptedAsterisk``.
final class Visitor: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = [UInt8]
  typealias OutboundOut = ByteBuffer

  private let asterisk: ScriptedAsterisk
  private var decoder = MessageDecoder()
  private var id: UInt64 = 0
  private var fault = ScriptedAsterisk.Fault.none
  private var sent = 0
  private var challenge = ""
  private var isLoggedIn = false

  init(_ asterisk: ScriptedAsterisk) {
    self.asterisk = asterisk
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    (id, fault) = asterisk.state.withLockedValue { state in
      state.nextId += 1
      state.visits += 1
      state.visitors[state.nextId] = channel
      return (state.nextId, state.fault)
    }
    if let version = asterisk.version { write("Asterisk Call Manager/\(version)\r\n", context) }
    truncate([], context)
    asterisk.happened()
  }

  func channelInactive(context: ChannelHandlerContext) {
    asterisk.state.withLockedValue { _ = $0.visitors.removeValue(forKey: id) }
    asterisk.happened()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    Self.unwrapInboundIn(data).withUnsafeReadableBytes { decoder.append($0) }
    do {
      while let element = try decoder.next() {
        guard case .message(let action) = element else { continue }
        asterisk.state.withLockedValue { $0.received.append(action) }
        answer(action, context)
        asterisk.happened()
      }
    } catch {
      context.close(promise: nil)
    }
  }

  /// What the test writes passes here too, so that a fault counts every byte.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    truncate(Self.unwrapOutboundIn(data), context)
    promise?.succeed()
  }

  // MARK: Answers

  private func answer(_ action: Message, _ context: ChannelHandlerContext) {
    let name = (action["Action"] ?? "").lowercased()
    let own = asterisk.state.withLockedValue { $0.answers[name] }
    let blocks = own.map { $0(action) } ?? standard(name, action)
    for block in blocks {
      truncate(identified(block, as: action["ActionID"]).bytes, context)
    }
    if name == "logoff" || (name == "login" && !isLoggedIn) { context.close(promise: nil) }
  }

  /// The block with the action's id, where it belongs to the action.
  private func identified(_ block: Message, as id: String?) -> Message {
    var headers = block.headers.filter { $0 != .init("ActionID", RecordedAnswers.placeholder) }
    let isMarked = headers.count < block.headers.count
    guard let id, isMarked || (block["ActionID"] == nil && block.classes == nil) else {
      return block
    }
    // An event of its own has its class in the second place.
    headers.insert(
      Message.Header("ActionID", id),
      at: min(block.classes == nil ? 1 : 2, headers.count)
    )
    return Message(headers)
  }

  private func standard(_ name: String, _ action: Message) -> [Message] {
    switch name {
    case "challenge":
      challenge = String(UInt32.random(in: .min ... .max))
      return [Message([("Response", "Success"), ("Challenge", challenge)])]
    case "login":
      isLoggedIn = mayEnter(action)
      guard isLoggedIn else { return [refusal("Authentication failed")] }
      asterisk.state.withLockedValue { $0.logins += 1 }
      return [Message([("Response", "Success"), ("Message", "Authentication accepted")])]
    case "ping": return [Message([("Response", "Success"), ("Ping", "Pong")])]
    case "events":
      let isOff = action.has("EventMask", "off")
      return [Message([("Response", "Success"), ("Events", isOff ? "Off" : "On")])]
    case "logoff":
      return [Message([("Response", "Goodbye"), ("Message", "Thanks for all the fish.")])]
    default: return [refusal(isLoggedIn ? "Invalid/unknown command" : "Permission denied")]
    }
  }

  private func refusal(_ text: String) -> Message {
    Message([("Response", "Error"), ("Message", text)])
  }

  private func mayEnter(_ login: Message) -> Bool {
    let name = login["Username"] ?? ""
    guard let secret = asterisk.state.withLockedValue({ $0.secrets[name] }) else { return false }
    if let key = login["Key"] {
      return key == MD5.hexadecimal(of: Array((challenge + secret).utf8))
    }
    return login.has("Secret", secret)
  }

  // MARK: Bytes

  private func write(_ text: String, _ context: ChannelHandlerContext) {
    truncate(Array(text.utf8), context)
  }

  /// Sends as many of the bytes as the fault allows.
  private func truncate(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    let room: Int
    switch fault {
    case .none: room = bytes.count
    case .cut(let after), .stall(let after): room = min(bytes.count, after - sent)
    }
    send(bytes.prefix(max(0, room)), context)
    if case .cut(let after) = fault, sent >= after { context.close(promise: nil) }
  }

  private func send(_ bytes: ArraySlice<UInt8>, _ context: ChannelHandlerContext) {
    sent += bytes.count
    let size = max(1, asterisk.state.withLockedValue { $0.pieces } ?? bytes.count)
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: size) {
      let piece = bytes[start..<min(start + size, bytes.endIndex)]
      context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: piece)), promise: nil)
    }
  }
}
