extension Schema {
  /// The store's own shape, and the published configuration.
  static let published: StaticString = """
    -- serves: the oldest program version, (major * 1000 + minor) * 1000 + patch
    -- applied: as all times, microseconds since 1970, UTC
    CREATE TABLE migration (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, serves INTEGER NOT NULL,
      applied INTEGER NOT NULL
    );

    CREATE TABLE revision (
      number INTEGER PRIMARY KEY AUTOINCREMENT, published INTEGER NOT NULL, author TEXT NOT NULL
    );

    -- When each revision went live, by publication or by rollback. New calls begin with the last.
    CREATE TABLE went_live (
      id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL
    );

    -- What a revision says: one row for each rule, node, question...
    -- body: lines of key=value
    CREATE TABLE published (
      revision INTEGER, kind TEXT, name TEXT, part TEXT, body TEXT NOT NULL,
      PRIMARY KEY (revision, kind, name, part)
    ) WITHOUT ROWID;
    """
}
