/// AstDB, Asterisk's own key-value store: families, keys, values.
public struct AsteriskDatabase {
  private let call: AnyCall

  init(_ call: AnyCall) {
    self.call = call
  }

  /// Reads a value; `nil` when there is no such key.
  public func get(family: String, key: String) throws(AGIError) -> String? {
    let reply = try call.send(.databaseGet, [.text(family), .text(key)])
    return reply.number == 1 ? reply.text ?? "" : nil
  }

  /// Stores a value; throws ``AGIError`` with code `failed` when AstDB did not take it.
  public func put(family: String, key: String, value: String) throws(AGIError) {
    let reply = try call.send(.databasePut, [.text(family), .text(key), .text(value)])
    guard reply.number == 1 else {
      throw AGIError(.failed, doing: "DATABASE PUT", reason: "AstDB did not store it")
    }
  }

  /// Removes a key; Asterisk does not say whether it was there.
  public func delete(family: String, key: String) throws(AGIError) {
    try call.send(.databaseDel, [.text(family), .text(key)])
  }

  /// Removes a family, or the part of it below `tree`.
  public func deleteTree(family: String, tree: String? = nil) throws(AGIError) {
    try call.send(.databaseDeltree, [.text(family)] + (tree.map { [.text($0)] } ?? []))
  }
}

extension AnyCall {
  /// AstDB.
  public var database: AsteriskDatabase { AsteriskDatabase(self) }
}
