extension Schema {
  /// How calls ended, who waited where, and what supervisors switch while calls come in.
  static let routing: StaticString = """
    CREATE TABLE call (
      id         INTEGER PRIMARY KEY,
      node       TEXT NOT NULL,
      uniqueid   TEXT NOT NULL,
      begun      INTEGER NOT NULL,
      ended      INTEGER NOT NULL,
      caller_raw TEXT NOT NULL,
      caller     TEXT,             -- normalised; NULL is withheld
      dialled    TEXT NOT NULL,
      language   TEXT NOT NULL,
      cause      INTEGER NOT NULL, -- Q.850, as Asterisk says it
      agent      TEXT NOT NULL,    -- who spoke last; empty is nobody
      queue      TEXT NOT NULL,    -- the queue of that agent
      dropped    INTEGER NOT NULL, -- 1: the caller's side ended while that agent was talking
      UNIQUE (uniqueid, node)
    );
    CREATE INDEX call_time ON call (begun);
    CREATE INDEX call_caller ON call (caller, ended) WHERE agent <> '';

    CREATE TABLE queue_visit (
      id        INTEGER PRIMARY KEY,
      node      TEXT NOT NULL,
      uniqueid  TEXT NOT NULL,
      queue     TEXT NOT NULL,
      entered   INTEGER NOT NULL,
      wait      INTEGER NOT NULL,  -- microseconds, as talk
      agent     TEXT NOT NULL,
      interface TEXT NOT NULL,
      talk      INTEGER,           -- NULL: nobody answered
      ended     TEXT NOT NULL,     -- agent, caller, abandoned, or what Queue() said
      direct    INTEGER NOT NULL,  -- 1: the agent's phone was rung first, outside the queue
      UNIQUE (uniqueid, node, queue, entered)
    );
    CREATE INDEX queue_visit_queue ON queue_visit (queue, entered);

    CREATE TABLE live_switch (     -- what holds from the next call on, until it is taken back
      kind   TEXT NOT NULL,        -- emergency, queue, notice
      name   TEXT NOT NULL,        -- the queue; * is every one
      value  TEXT NOT NULL,        -- the flow, open or closed, the prompt
      until  INTEGER,              -- NULL: until it is taken back
      author TEXT NOT NULL,
      at     INTEGER NOT NULL,
      PRIMARY KEY (kind, name)
    ) WITHOUT ROWID;
    CREATE TABLE switch_audit (    -- who did what to them, when; refused attempts too
      id     INTEGER PRIMARY KEY,
      at     INTEGER NOT NULL,
      author TEXT NOT NULL,
      via    TEXT NOT NULL,        -- command, phone
      phone  TEXT NOT NULL,        -- the phone's number
      kind   TEXT NOT NULL,
      name   TEXT NOT NULL,
      value  TEXT NOT NULL,        -- empty: taken back
      until  INTEGER
    );
    CREATE TABLE switch_attempt (  -- wrong PINs by phone
      phone    TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      latest   INTEGER NOT NULL
    ) WITHOUT ROWID;

    ALTER TABLE route_decision ADD COLUMN step TEXT NOT NULL DEFAULT 'route';
    ALTER TABLE route_decision ADD COLUMN settings TEXT NOT NULL DEFAULT '';
    CREATE INDEX route_decision_time ON route_decision (at);
    """
}
