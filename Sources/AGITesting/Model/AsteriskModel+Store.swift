internal import AGI

extension AsteriskModel {
  /// Variables and AstDB: they outlive the caller.
  mutating func store(_ command: CommandName, _ words: [String]) -> String {
    switch command {
    case .getVariable:
      return value(ofVariable: words[0])
    case .getFullVariable:
      guard words.count < 2 || words[1] == caller.channel else { return "200 result=0" }
      return "200 result=1 (\(expand(words[0])))"
    case .setVariable:
      setVariable(words[0], to: words[1])
      return "200 result=1"
    case .setCallerid:
      setCallerID(words[0])
      return "200 result=1"
    case .databaseGet:
      guard let value = caller.database[words[0]]?[words[1]] else { return "200 result=0" }
      return "200 result=1 (\(value))"
    case .databasePut:
      caller.database[words[0], default: [:]][words[1]] = words[2]
      return "200 result=1"
    case .databaseDel:
      caller.database[words[0]]?[words[1]] = nil
      return "200 result=1"
    default:
      deleteTree(words[0], below: words.dropFirst().first)
      return "200 result=1"
    }
  }

  private func value(ofVariable name: String) -> String {
    guard let value = variable(name) else { return "200 result=0" }
    // As Asterisk does it: by bytes, in the middle of a character if need be.
    let cut = value.utf8.prefix(1023)
    return "200 result=1 (\(String(decoding: cut, as: UTF8.self)))"
  }

  private func variable(_ name: String) -> String? {
    if let (family, key) = databasePlace(name) { return caller.database[family]?[key] }
    return caller.variables[name]
  }

  mutating func setVariable(_ name: String, to value: String) {
    if let (family, key) = databasePlace(name) {
      caller.database[family, default: [:]][key] = value
    } else {
      caller.variables[name] = value
      if name == "CHANNEL(language)" { live?.happened(.speaks(value)) }
    }
  }

  /// `DB(family/key)`.
  private func databasePlace(_ name: String) -> (family: String, key: String)? {
    guard name.hasPrefix("DB("), name.hasSuffix(")") else { return nil }
    let parts = name.dropFirst(3).dropLast().split(separator: "/", maxSplits: 1)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }

  private mutating func setCallerID(_ text: String) {
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
      caller.variables["CALLERID(num)"] = text
      return
    }
    caller.variables["CALLERID(num)"] = String(text[text.index(after: open)...].dropLast())
    let name = text[..<open].split(separator: " ").joined(separator: " ")
    caller.variables["CALLERID(name)"] = name.split(separator: "\"").joined()
  }

  private mutating func deleteTree(_ family: String, below tree: String?) {
    guard let tree else {
      caller.database[family] = nil
      return
    }
    caller.database[family] = caller.database[family]?.filter { key, _ in
      key != tree && !key.hasPrefix(tree + "/")
    }
  }

  /// Puts variables in, the innermost first.
  private func expand(_ expression: String) -> String {
    var text = expression
    while let open = text.lastRange(of: "${"),
      let close = text[open.upperBound...].firstIndex(of: "}")
    {
      let name = String(text[open.upperBound..<close])
      text.replaceSubrange(open.lowerBound...close, with: variable(name) ?? "")
    }
    return text
  }
}

extension String {
  fileprivate func lastRange(of pattern: String) -> Range<Index>? {
    var start = endIndex
    while start > startIndex {
      start = index(before: start)
      if self[start...].hasPrefix(pattern) {
        return start..<index(start, offsetBy: pattern.count)
      }
    }
    return nil
  }
}
