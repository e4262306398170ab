/// How a phone's voice goes over the wire.
public struct Voice: Hashable, Sendable {
  /// G.711, in one of its two laws.
  public enum Codec: Hashable, Sendable, CaseIterable {
    case uLaw
    case aLaw

    var payloadType: UInt8 { self == .uLaw ? 0 : 8 }
    var name: String { self == .uLaw ? "PCMU" : "PCMA" }

    /// What is sent for u-law bytes, in which a phone thinks.
    func encode(_ uLaw: [UInt8]) -> [UInt8] {
      self == .uLaw ? uLaw : uLaw.map { ALaw.encode(ULaw.decode($0)) }
    }

    /// The u-law bytes of what was received.
    func decode(_ bytes: [UInt8]) -> [UInt8] {
      self == .uLaw ? bytes : bytes.map { ULaw.encode(ALaw.decode($0)) }
    }
  }

  public var codec: Codec
  /// The number of the first packet; by default any.
  public var firstPacket: UInt16?

  public init(codec: Codec = .uLaw, firstPacket: UInt16? = nil) {
    self.codec = codec
    self.firstPacket = firstPacket
  }
}
