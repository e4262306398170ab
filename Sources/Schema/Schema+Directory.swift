extension Schema {
  /// Who calls: contacts, lists and regions, in layers that an import makes visible at one stroke.
  ///
  /// A layer's number is in one content alone. A call reads the live layers of a content, the
  /// highest first. What an import writes is in a layer that is not live yet.
  static let directory: StaticString = """
    -- content: 'contacts', 'regions', 'list blacklist', ...
    -- state: 0 is being written, 1 live, 2 is being removed
    CREATE TABLE directory_layer (
      content TEXT, number INTEGER, state INTEGER NOT NULL, PRIMARY KEY (content, number)
    ) WITHOUT ROWID;
    INSERT INTO directory_layer (content, number, state) VALUES
      ('contacts', 1, 1), ('regions', 2, 1),
      ('list blacklist', 3, 1), ('list whitelist', 4, 1), ('list vip', 5, 1);

    -- number: normalised; agent: the agent's number who always takes the call
    -- fields: lines of key=value
    CREATE TABLE contact (
      layer INTEGER, number TEXT, raw TEXT NOT NULL, name TEXT NOT NULL, language TEXT, agent TEXT,
      note TEXT NOT NULL, fields TEXT NOT NULL, author TEXT NOT NULL, changed INTEGER NOT NULL,
      PRIMARY KEY (layer, number)
    ) WITHOUT ROWID;

    -- number: normalised
    CREATE TABLE list_entry (
      layer INTEGER, number TEXT, raw TEXT NOT NULL, note TEXT NOT NULL, author TEXT NOT NULL,
      added INTEGER NOT NULL, PRIMARY KEY (layer, number)
    ) WITHOUT ROWID;

    -- prefix: the beginning of a normalised number; area: the area's code with its leading 0
    CREATE TABLE region (
      layer INTEGER, prefix TEXT, name TEXT NOT NULL, zone TEXT NOT NULL, area TEXT,
      PRIMARY KEY (layer, prefix)
    ) WITHOUT ROWID;
    """
}
