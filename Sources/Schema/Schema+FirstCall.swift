extension Schema {
  /// Published configuration, number lists, and what happened to a call.
  static let firstCall: StaticString = """
    CREATE TABLE migration (
      number  INTEGER PRIMARY KEY,
      name    TEXT NOT NULL,
      serves  INTEGER NOT NULL,    -- oldest program version: (major * 1000 + minor) * 1000 + patch
      applied INTEGER NOT NULL     -- as all times: microseconds since 1970, UTC
    );

    CREATE TABLE revision (
      number    INTEGER PRIMARY KEY AUTOINCREMENT,
      published INTEGER NOT NULL,
      author    TEXT NOT NULL
    );
    CREATE TABLE live (            -- one row: the revision that new calls begin with
      one      INTEGER PRIMARY KEY CHECK (one = 1),
      revision INTEGER NOT NULL
    );
    CREATE TABLE published (       -- what a revision says: one row for each rule, node, question...
      revision INTEGER NOT NULL,
      kind     TEXT NOT NULL,
      name     TEXT NOT NULL,
      part     TEXT NOT NULL,
      body     TEXT NOT NULL,      -- lines of key=value
      PRIMARY KEY (revision, kind, name, part)
    ) WITHOUT ROWID;

    CREATE TABLE listed_number (   -- added and removed day by day, beside what is published
      list   TEXT NOT NULL,
      number TEXT NOT NULL,        -- normalised
      raw    TEXT NOT NULL,
      note   TEXT NOT NULL,
      author TEXT NOT NULL,
      added  INTEGER NOT NULL,
      PRIMARY KEY (list, number)
    ) WITHOUT ROWID;

    CREATE TABLE route_decision (
      id         INTEGER PRIMARY KEY,
      node       TEXT NOT NULL,    -- systemname of the Asterisk
      uniqueid   TEXT NOT NULL,
      at         INTEGER NOT NULL,
      revision   INTEGER NOT NULL,
      caller_raw TEXT NOT NULL,
      caller     TEXT,             -- normalised; NULL is withheld
      dialled    TEXT NOT NULL,
      rule       TEXT NOT NULL,
      target     TEXT NOT NULL,
      priority   INTEGER,
      reasons    TEXT NOT NULL     -- lines of rule=verdict, in the order they were tried
    );
    CREATE INDEX route_decision_call ON route_decision (uniqueid, node);

    CREATE TABLE ivr_step (
      id       INTEGER PRIMARY KEY,
      node     TEXT NOT NULL,
      uniqueid TEXT NOT NULL,
      at       INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      flow     TEXT NOT NULL,
      step     TEXT NOT NULL,
      event    TEXT NOT NULL,
      keys     TEXT NOT NULL,
      target   TEXT NOT NULL
    );
    CREATE INDEX ivr_step_call ON ivr_step (uniqueid, node);

    CREATE TABLE survey_invitation (
      id        INTEGER PRIMARY KEY,
      node      TEXT NOT NULL,
      uniqueid  TEXT NOT NULL,
      at        INTEGER NOT NULL,
      revision  INTEGER NOT NULL,
      survey    TEXT NOT NULL,
      queue     TEXT NOT NULL,
      agent     TEXT NOT NULL,
      interface TEXT NOT NULL,
      language  TEXT NOT NULL,
      UNIQUE (uniqueid, node, survey)
    );
    CREATE TABLE survey_answer (
      invitation INTEGER NOT NULL REFERENCES survey_invitation,
      question   TEXT NOT NULL,
      at         INTEGER NOT NULL,
      answer     TEXT NOT NULL,    -- the keys as pressed
      meaning    TEXT NOT NULL,
      PRIMARY KEY (invitation, question)
    ) WITHOUT ROWID;
    """
}
