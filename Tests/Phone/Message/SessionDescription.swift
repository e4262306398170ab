/// The part of SDP that a G.711 phone needs: where the audio goes and how keys are sent.
struct SessionDescription: Equatable {
  enum Direction: String {
    case both = "sendrecv"
    case sends = "sendonly"
    case receives = "recvonly"
    case neither = "inactive"

    /// What the other side must answer.
    var answer: Direction {
      switch self {
      case .sends: .receives
      case .receives: .sends
      case .both, .neither: self
      }
    }
  }

  var audio: Endpoint
  /// The payload type of telephone-event (RFC 4733), if the other side knows it.
  var telephoneEvent: UInt8?
  var direction = Direction.both
  var version = 1
  /// The one that a phone of ours speaks.
  var codec = Voice.Codec.uLaw

  init(audio: Endpoint, codec: Voice.Codec = .uLaw, telephoneEvent: UInt8? = 101) {
    self.audio = audio
    self.codec = codec
    self.telephoneEvent = telephoneEvent
  }

  init?(_ body: [UInt8]) {
    var host: String?
    var port: UInt16?
    var isAudio = false
    var known: [Direction] = []
    for line in String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline) {
      if line.hasPrefix("m=") {
        isAudio = line.hasPrefix("m=audio ") && port == nil
        if isAudio {
          port = line.split(separator: " ").dropFirst().first.flatMap { UInt16($0) }
        }
      } else if line.hasPrefix("c=IN IP4 "), host == nil || isAudio {
        host = line.dropFirst("c=IN IP4 ".count).trimmed
      } else if line.hasPrefix("a=rtpmap:"), isAudio {
        let words = line.dropFirst("a=rtpmap:".count).split(separator: " ")
        if words.count == 2, words[1].lowercased().hasPrefix("telephone-event/8000") {
          telephoneEvent = UInt8(words[0])
        }
      } else if line.hasPrefix("a="), isAudio || port == nil {
        Direction(rawValue: line.dropFirst(2).trimmed).map { known.append($0) }
      }
    }
    guard let host, let port else { return nil }
    audio = Endpoint(host: host, port: port)
    direction = known.last ?? .both
  }

  var bytes: [UInt8] {
    var lines = [
      "v=0", "o=phone \(audio.port) \(version) IN IP4 \(audio.host)", "s=phone",
      "c=IN IP4 \(audio.host)", "t=0 0",
    ]
    if let telephoneEvent {
      lines += [
        "m=audio \(audio.port) RTP/AVP \(codec.payloadType) \(telephoneEvent)", codecLine,
        "a=rtpmap:\(telephoneEvent) telephone-event/8000", "a=fmtp:\(telephoneEvent) 0-15",
      ]
    } else {
      lines += ["m=audio \(audio.port) RTP/AVP \(codec.payloadType)", codecLine]
    }
    lines += ["a=ptime:20", "a=\(direction.rawValue)"]
    return Array(lines.map { $0 + "\r\n" }.joined().utf8)
  }

  private var codecLine: String { "a=rtpmap:\(codec.payloadType) \(codec.name)/8000" }
}
