extension AnyCall {
  /// Reads several variables or functions of the channel by one command.
  ///
  /// Sends `GET FULL VARIABLE`, which does not tell an unset variable from an empty one. The names
  /// are fixed texts by their type, since they can run functions.
  ///
  /// - Parameter names: The names, without `${`.
  /// - Returns: The values in the order of the names; empty where a variable is not set.
  /// - Throws: ``AGIError`` with code `refusedArgument` for a name that would run a shell.
  public func values(of names: StaticString...) throws(AGIError) -> [String] {
    var expression: [UInt8] = []
    expression.reserveCapacity(32 * names.count)
    for name in names {
      if !expression.isEmpty { expression.append(AnyCall.divider) }
      expression.append(UInt8(ascii: "$"))
      expression.append(UInt8(ascii: "{"))
      name.withUTF8Buffer { expression.append(contentsOf: $0) }
      expression.append(UInt8(ascii: "}"))
    }
    let reply = try send(.getFullVariable, [Argument(bytes: expression)])
    if let value = reply.value, let values = AnyCall.divide(value, into: names.count) {
      return values
    }
    // A divider is in one of the values.
    var values: [String] = []
    for name in names { values.append(try get(name.description) ?? "") }
    return values
  }

  private static let divider = UInt8(ascii: "|")

  private static func divide(_ text: [UInt8], into count: Int) -> [String]? {
    var values: [String] = []
    values.reserveCapacity(count)
    var start = 0
    for end in 0...text.count where end == text.count || text[end] == divider {
      guard values.count < count else { return nil }
      values.append(text[start..<end].text)
      start = end + 1
    }
    return values.count == count ? values : nil
  }

  /// Sets several variables, in this order, by as few commands as is safe.
  ///
  /// Variables with plain names and values go together by `EXEC MSet`. A name or a value in which
  /// `MSet`, or a channel with `AGIEXECFULL`, could read anything but itself goes by `SET VARIABLE`,
  /// alone.
  public func set(_ variables: [(name: String, value: String)]) throws(AGIError) {
    var next = 0
    while next < variables.count {
      let batch = Batch(variables[next...])
      let end = next + max(1, batch.count)
      var areSet = false
      if batch.count > 1 {
        areSet = try send(.exec, ["MSet", Argument(bytes: batch.assignments)]).number == 0
      }
      if !areSet {
        for (name, value) in variables[next..<end] { try set(name, to: value) }
      }
      next = end
    }
  }

  /// As many of the first variables as one `MSet` takes.
  private struct Batch {
    /// Asterisk knows 24.
    private static let longest = 16
    /// With the words around it shorter than the shortest line that an Asterisk reads.
    private static let limit = 1_900

    var assignments: [UInt8] = []
    var count = 0

    init(_ variables: ArraySlice<(name: String, value: String)>) {
      assignments.reserveCapacity(256)
      for (name, value) in variables.prefix(Batch.longest) {
        let length = assignments.count
        guard length + name.utf8.count + value.utf8.count + 2 <= Batch.limit else { return }
        if length > 0 { assignments.append(Byte.comma) }
        guard append(name, name: true), appendSign(), append(value, name: false) else {
          assignments.removeSubrange(length...)
          return
        }
        count += 1
      }
    }

    private mutating func appendSign() -> Bool {
      assignments.append(Byte.equals)
      return true
    }

    /// Appends a text if it is plain.
    private mutating func append(_ text: String, name isName: Bool) -> Bool {
      var previous = Byte.space
      for byte in text.utf8 {
        guard isName ? Batch.isOfName(byte) : Batch.isOfValue(byte, after: previous) else {
          return false
        }
        assignments.append(byte)
        previous = byte
      }
      return isName ? !text.isEmpty : text.isEmpty || previous != Byte.space
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        Byte.zero...Byte.nine, UInt8(ascii: "_"):
        true
      default: false
      }
    }

    /// Blanks only between other bytes, one at a time.
    private static func isOfValue(_ byte: UInt8, after previous: UInt8) -> Bool {
      switch byte {
      case Byte.space: previous != Byte.space
      case Byte.minus, UInt8(ascii: "."), UInt8(ascii: "/"), Byte.colon, UInt8(ascii: "@"),
        UInt8(ascii: "+"), UInt8(ascii: "*"), Byte.hash, 0x80...0xFF:
        true
      default: isOfName(byte)
      }
    }
  }
}
