extension Schema {
  /// When each revision went live, by publication or by rollback.
  static let config: StaticString = """
    CREATE TABLE went_live (
      id       INTEGER PRIMARY KEY,
      revision INTEGER NOT NULL,
      at       INTEGER NOT NULL,
      author   TEXT NOT NULL
    );
    """
}
