extension Schema {
  /// Why callers were not invited, what answers count as, comments, and promised callbacks.
  static let survey: StaticString = """
    ALTER TABLE survey_invitation ADD COLUMN caller TEXT;     -- normalised; NULL is withheld
    ALTER TABLE survey_invitation ADD COLUMN linkedid TEXT NOT NULL DEFAULT '';
    -- inbound, outbound, sent (by the agent's star code)
    ALTER TABLE survey_invitation ADD COLUMN way TEXT NOT NULL DEFAULT 'inbound';
    -- why the caller was not invited: share, recent, left; empty: was invited
    ALTER TABLE survey_invitation ADD COLUMN skipped TEXT NOT NULL DEFAULT '';
    CREATE INDEX survey_invitation_at ON survey_invitation (at);
    CREATE INDEX survey_invitation_caller ON survey_invitation (caller, at)
      WHERE caller IS NOT NULL AND skipped = '';
    CREATE INDEX survey_invitation_linkedid ON survey_invitation (linkedid)
      WHERE linkedid <> '';

    -- choice, satisfaction, rating, nps, comment; as the question was when it was answered
    ALTER TABLE survey_answer ADD COLUMN kind TEXT NOT NULL DEFAULT 'choice';
    ALTER TABLE survey_answer ADD COLUMN satisfied INTEGER;   -- NULL: the question asks no such thing
    ALTER TABLE survey_answer ADD COLUMN file TEXT NOT NULL DEFAULT '';
    ALTER TABLE survey_answer ADD COLUMN milliseconds INTEGER;

    CREATE TABLE callback (
      id        INTEGER PRIMARY KEY,
      node      TEXT NOT NULL,
      uniqueid  TEXT NOT NULL,
      promised  INTEGER NOT NULL,  -- when the caller was promised to be called
      queue     TEXT NOT NULL,
      number    TEXT NOT NULL,     -- normalised
      is_own    INTEGER NOT NULL,  -- 1: the caller's own number, 0: one that was keyed
      language  TEXT NOT NULL,
      revision  INTEGER NOT NULL,
      state     TEXT NOT NULL,     -- open, done
      ended     INTEGER,
      ended_by  TEXT NOT NULL DEFAULT '',
      note      TEXT NOT NULL DEFAULT ''
    );
    -- One number waits once in a queue, however often it is promised.
    CREATE UNIQUE INDEX callback_open ON callback (queue, number) WHERE state = 'open';
    CREATE INDEX callback_call ON callback (uniqueid, node);
    """
}
