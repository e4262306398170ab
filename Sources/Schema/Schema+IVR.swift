extension Schema {
  /// Steps of calls through flows, messages, appointments, and attempts at PINs.
  static let ivr: StaticString = """
    CREATE TABLE ivr_step (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, uniqueid TEXT NOT NULL, at INTEGER NOT NULL,
      revision INTEGER NOT NULL, flow TEXT NOT NULL, step TEXT NOT NULL, event TEXT NOT NULL,
      keys TEXT NOT NULL, target TEXT NOT NULL
    );
    CREATE INDEX ivr_step_call ON ivr_step (uniqueid, node);

    -- state: new, heard, done
    CREATE TABLE message (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, uniqueid TEXT NOT NULL, at INTEGER NOT NULL,
      mailbox TEXT NOT NULL, caller_raw TEXT NOT NULL, caller TEXT, file TEXT NOT NULL,
      milliseconds INTEGER NOT NULL, state TEXT NOT NULL, changed INTEGER NOT NULL,
      changed_by TEXT NOT NULL, UNIQUE (uniqueid, node, file)
    );

    -- state: booked, cancelled
    CREATE TABLE appointment (
      id INTEGER PRIMARY KEY, book TEXT NOT NULL, start INTEGER NOT NULL, seconds INTEGER NOT NULL,
      node TEXT NOT NULL, uniqueid TEXT NOT NULL, caller_raw TEXT NOT NULL, caller TEXT,
      at INTEGER NOT NULL, state TEXT NOT NULL, changed INTEGER NOT NULL, changed_by TEXT NOT NULL
    );
    CREATE INDEX appointment_start ON appointment (book, start);
    CREATE INDEX appointment_call ON appointment (uniqueid, node);

    -- Failures one after the other, of an identity, a caller or a phone
    CREATE TABLE pin_attempt (
      lock TEXT, who TEXT, failures INTEGER NOT NULL, last INTEGER NOT NULL,
      PRIMARY KEY (lock, who)
    ) WITHOUT ROWID;
    """
}
