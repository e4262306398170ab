public import Database

extension Revision {
  /// The prompts that this revision gives as text.
  public func texts() throws(DatabaseError) -> [PromptText] {
    try connection.all(
      "SELECT name, body FROM published WHERE revision = ? AND kind = 'text' ORDER BY name",
      [.integer(number)]
    ) { PromptText(PromptName($0.text(0)), FlatText(decoding: $0.text(1))) }
  }
}
