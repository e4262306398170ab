import Database

extension Schema {
  /// The steps of the floor's file, `floor.sqlite`, first to last.
  public static let floor: [Migration] = [
    Migration(number: 1, name: "facts", serves: ProgramVersion(0, 1, 0), script: facts),
    Migration(number: 2, name: "lease", serves: ProgramVersion(0, 1, 0), script: lease),
    Migration(number: 3, name: "audit", serves: ProgramVersion(0, 1, 0), script: audit),
  ]

  /// Lines of queue_log, each once; what the daemon was asked for, and the calls that it places.
  private static let facts: StaticString = """
    CREATE TABLE migration (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, serves INTEGER NOT NULL,
      applied INTEGER NOT NULL
    );

    -- A queue_log, in the order in which they were read. head: of its first line, mark: of the last
    -- bytes that were read; begun: the time of its first line; length: how much of it was read
    -- follows_gap: 1, what was read before it was gone before its end
    CREATE TABLE log_file (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL,
      head INTEGER NOT NULL, begun INTEGER NOT NULL, follows_gap INTEGER NOT NULL,
      length INTEGER NOT NULL, mark INTEGER NOT NULL, UNIQUE (node, device, inode, head)
    );

    -- position: where the line begins in its file; at: NULL, it is no line of Asterisk's, event says
    -- why and data is its text
    CREATE TABLE fact (
      file INTEGER, position INTEGER, at INTEGER, callid TEXT NOT NULL, queue TEXT NOT NULL,
      agent TEXT NOT NULL, event TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (file, position)
    ) WITHOUT ROWID;
    CREATE INDEX fact_at ON fact (file, at);

    -- What somebody asked of the daemon. outcome: NULL while it is done
    CREATE TABLE deed (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, uid INTEGER NOT NULL, author TEXT NOT NULL,
      command TEXT NOT NULL, details TEXT NOT NULL, outcome TEXT
    );

    -- A call that the daemon places: written before it is asked for. outcome: NULL while it is open
    CREATE TABLE attempt (
      channel TEXT PRIMARY KEY, node TEXT NOT NULL, at INTEGER NOT NULL, number TEXT NOT NULL,
      queue TEXT NOT NULL, first TEXT NOT NULL, author TEXT NOT NULL, settled INTEGER, outcome TEXT
    ) WITHOUT ROWID;
    """

  /// Who leads, and which leader wrote what.
  private static let lease: StaticString = """
    -- One row. term: only grows; since: by the clock on the wall; ends: microseconds since the machine's
    -- start boot, 0 when it was given back
    CREATE TABLE lease (
      id INTEGER PRIMARY KEY CHECK (id = 1), term INTEGER NOT NULL, process INTEGER NOT NULL,
      host TEXT NOT NULL, since INTEGER NOT NULL, boot TEXT NOT NULL, ends INTEGER NOT NULL
    );

    -- term: of the leader who wrote it; 0, from before there were any
    ALTER TABLE deed ADD COLUMN term INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN term INTEGER NOT NULL DEFAULT 0;
    """

  /// What was asked for, so that it can be told later whether its rows are as they were written.
  private static let audit: StaticString = """
    -- role: which allowed it
    ALTER TABLE deed ADD COLUMN role TEXT;
    -- deed: that asked for it
    ALTER TABLE attempt ADD COLUMN deed INTEGER;

    -- What was written about deeds, in its order. word: 'asked' or 'outcome'; hash: SHA-256 of the one
    -- before and of what is said
    CREATE TABLE deed_link (
      number INTEGER PRIMARY KEY, deed INTEGER NOT NULL, word TEXT NOT NULL, at INTEGER NOT NULL,
      hash TEXT NOT NULL
    );

    -- place: 'anchor', the last link that is forgotten, or 'end', the last one that was written
    CREATE TABLE deed_chain (
      place TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO deed_chain (place, number, hash) VALUES ('anchor', 0, ''), ('end', 0, '');
    """
}
