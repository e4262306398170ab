/// An RTP packet (RFC 3550).
struct RTPPacket: Equatable {
  var payloadType: UInt8
  var isMarked = false
  var sequence: UInt16
  var timestamp: UInt32
  var source: UInt32
  var payload: [UInt8]
}

extension RTPPacket {
  /// Reads a datagram; `nil` when it is not RTP of version 2, or is RTCP.
  init?(_ datagram: some Collection<UInt8>) {
    let bytes = Array(datagram)
    guard bytes.count >= 12, bytes[0] >> 6 == 2 else { return nil }
    payloadType = bytes[1] & 0x7F
    guard !(72...76).contains(payloadType) else { return nil }
    isMarked = bytes[1] & 0x80 != 0
    sequence = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
    timestamp = bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) }
    source = bytes[8..<12].reduce(0) { $0 << 8 | UInt32($1) }
    var start = 12 + Int(bytes[0] & 0x0F) * 4
    if bytes[0] & 0x10 != 0 {
      guard bytes.count >= start + 4 else { return nil }
      start += 4 + (Int(bytes[start + 2]) << 8 | Int(bytes[start + 3])) * 4
    }
    let padding = bytes[0] & 0x20 != 0 ? Int(bytes[bytes.count - 1]) : 0
    guard start <= bytes.count - padding else { return nil }
    payload = Array(bytes[start..<(bytes.count - padding)])
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = [0x80, (isMarked ? 0x80 : 0) | payloadType]
    bytes += [UInt8(sequence >> 8), UInt8(truncatingIfNeeded: sequence)]
    for word in [timestamp, source] {
      bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
    return bytes + payload
  }
}
