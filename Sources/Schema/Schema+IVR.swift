extension Schema {
  /// Messages, appointments, and attempts at PINs.
  static let ivr: StaticString = """
    CREATE TABLE message (
      id           INTEGER PRIMARY KEY,
      node         TEXT NOT NULL,
      uniqueid     TEXT NOT NULL,
      at           INTEGER NOT NULL,
      mailbox      TEXT NOT NULL,
      caller_raw   TEXT NOT NULL,
      caller       TEXT,              -- normalised; NULL is withheld
      file         TEXT NOT NULL,
      milliseconds INTEGER NOT NULL,
      state        TEXT NOT NULL,     -- new, heard, done
      changed      INTEGER NOT NULL,
      changed_by   TEXT NOT NULL,
      UNIQUE (uniqueid, node, file)
    );
    CREATE INDEX message_state ON message (mailbox, state, id);

    CREATE TABLE appointment (
      id         INTEGER PRIMARY KEY,
      book       TEXT NOT NULL,
      start      INTEGER NOT NULL,
      seconds    INTEGER NOT NULL,
      node       TEXT NOT NULL,
      uniqueid   TEXT NOT NULL,
      caller_raw TEXT NOT NULL,
      caller     TEXT,
      at         INTEGER NOT NULL,
      state      TEXT NOT NULL,       -- booked, cancelled
      changed    INTEGER NOT NULL,
      changed_by TEXT NOT NULL
    );
    CREATE INDEX appointment_start ON appointment (book, start);
    CREATE INDEX appointment_call ON appointment (uniqueid, node);

    CREATE TABLE pin_attempt (        -- failures one after the other, of an identity or a caller
      lock     TEXT NOT NULL,
      who      TEXT NOT NULL,
      failures INTEGER NOT NULL,
      last     INTEGER NOT NULL,
      PRIMARY KEY (lock, who)
    ) WITHOUT ROWID;

    CREATE INDEX ivr_step_flow ON ivr_step (flow, at);
    """
}
