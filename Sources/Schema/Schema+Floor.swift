import Database

extension Schema {
  /// The steps of the floor's file, `floor.sqlite`, first to last.
  public static let floor: [Migration] = [
    Migration(number: 1, name: "facts", serves: ProgramVersion(0, 1, 0), script: facts)
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
}
