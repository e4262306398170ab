extension Schema {
  /// Where calls went, how they ended, who waited where, and what supervisors switch meanwhile.
  ///
  /// Of a call, `node` is the systemname of its Asterisk; `caller` is normalised, and NULL when it
  /// is withheld.
  static let routing: StaticString = """
    -- step: route, closed, overflow; settings: lines of key=value
    -- reasons: lines of rule=verdict, in the order they were tried
    CREATE TABLE route_decision (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, uniqueid TEXT NOT NULL, at INTEGER NOT NULL,
      step TEXT NOT NULL, revision INTEGER NOT NULL, caller_raw TEXT NOT NULL, caller TEXT,
      dialled TEXT NOT NULL, rule TEXT NOT NULL, target TEXT NOT NULL, priority INTEGER,
      settings TEXT NOT NULL, reasons TEXT NOT NULL
    );
    CREATE INDEX route_decision_call ON route_decision (uniqueid, node);

    -- cause: Q.850, as Asterisk says it; agent: who spoke last, empty is nobody; queue: the queue of
    -- that agent; dropped: 1, the caller's side ended while that agent was talking
    CREATE TABLE call (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, uniqueid TEXT NOT NULL, begun INTEGER NOT NULL,
      ended INTEGER NOT NULL, caller_raw TEXT NOT NULL, caller TEXT, dialled TEXT NOT NULL,
      language TEXT NOT NULL, cause INTEGER NOT NULL, agent TEXT NOT NULL, queue TEXT NOT NULL,
      dropped INTEGER NOT NULL, UNIQUE (uniqueid, node)
    );
    CREATE INDEX call_caller ON call (caller, ended) WHERE agent <> '';

    -- wait, talk: microseconds, NULL: nobody answered; ended: agent, caller, abandoned, or what
    -- Queue() said; direct: 1, the agent's phone was rung first, outside the queue
    CREATE TABLE queue_visit (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, uniqueid TEXT NOT NULL, queue TEXT NOT NULL,
      entered INTEGER NOT NULL, wait INTEGER NOT NULL, agent TEXT NOT NULL, interface TEXT NOT NULL,
      talk INTEGER, ended TEXT NOT NULL, direct INTEGER NOT NULL,
      UNIQUE (uniqueid, node, queue, entered)
    );

    -- What holds from the next call on, until it is taken back. kind: emergency, queue, notice;
    -- name: the queue, * is every one; value: the flow, open or closed, the prompt
    CREATE TABLE live_switch (
      kind TEXT, name TEXT, value TEXT NOT NULL, until INTEGER, author TEXT NOT NULL,
      at INTEGER NOT NULL, PRIMARY KEY (kind, name)
    ) WITHOUT ROWID;

    -- Who did what to them, when; refused attempts too. via: command, phone; phone: its number;
    -- value: empty, taken back
    CREATE TABLE switch_audit (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, author TEXT NOT NULL, via TEXT NOT NULL,
      phone TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
      until INTEGER
    );
    """
}
