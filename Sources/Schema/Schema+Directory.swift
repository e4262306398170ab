extension Schema {
  /// Who calls: contacts, lists and regions, in layers that an import makes visible at one stroke.
  ///
  /// A layer's number is in one content alone. A call reads the live layers of a content, the
  /// highest first. What an import writes is in a layer that is not live yet.
  static let directory: StaticString = """
    CREATE TABLE directory_layer (
      content TEXT NOT NULL,       -- 'contacts', 'regions', 'list blacklist', ...
      number  INTEGER NOT NULL,
      state   INTEGER NOT NULL,    -- 0 is being written, 1 live, 2 is being removed
      PRIMARY KEY (content, number)
    ) WITHOUT ROWID;
    INSERT INTO directory_layer (content, number, state) VALUES
      ('contacts', 1, 1), ('regions', 2, 1),
      ('list blacklist', 3, 1), ('list whitelist', 4, 1), ('list vip', 5, 1);

    CREATE TABLE contact (
      layer    INTEGER NOT NULL,
      number   TEXT NOT NULL,      -- normalised
      raw      TEXT NOT NULL,
      name     TEXT NOT NULL,
      language TEXT,
      agent    TEXT,               -- the agent's number who always takes the call
      note     TEXT NOT NULL,
      fields   TEXT NOT NULL,      -- lines of key=value
      author   TEXT NOT NULL,
      changed  INTEGER NOT NULL,
      PRIMARY KEY (layer, number)
    ) WITHOUT ROWID;

    CREATE TABLE list_entry (      -- takes the place of listed_number, which stays as it was
      layer  INTEGER NOT NULL,
      number TEXT NOT NULL,        -- normalised
      raw    TEXT NOT NULL,
      note   TEXT NOT NULL,
      author TEXT NOT NULL,
      added  INTEGER NOT NULL,
      PRIMARY KEY (layer, number)
    ) WITHOUT ROWID;
    INSERT INTO list_entry (layer, number, raw, note, author, added)
      SELECT layer.number, old.number, old.raw, old.note, old.author, old.added
      FROM listed_number AS old JOIN directory_layer AS layer ON layer.content = 'list ' || old.list;

    CREATE TABLE region (
      layer  INTEGER NOT NULL,
      prefix TEXT NOT NULL,        -- the beginning of a normalised number
      name   TEXT NOT NULL,
      zone   TEXT NOT NULL,
      area   TEXT,                 -- the area's code with its leading 0
      PRIMARY KEY (layer, prefix)
    ) WITHOUT ROWID;
    """
}
