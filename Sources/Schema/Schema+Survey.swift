extension Schema {
  /// Who was invited to which survey, or why not, what was answered, and promised callbacks.
  static let survey: StaticString = """
    -- way: inbound, outbound, sent (by the agent's star code)
    -- skipped: why the caller was not invited, share, recent, left; empty: was invited
    CREATE TABLE survey_invitation (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, uniqueid TEXT NOT NULL, at INTEGER NOT NULL,
      revision INTEGER NOT NULL, survey TEXT NOT NULL, queue TEXT NOT NULL, agent TEXT NOT NULL,
      interface TEXT NOT NULL, language TEXT NOT NULL, caller TEXT, linkedid TEXT NOT NULL,
      way TEXT NOT NULL, skipped TEXT NOT NULL, UNIQUE (uniqueid, node, survey)
    );
    CREATE INDEX survey_invitation_caller ON survey_invitation (caller, at)
      WHERE caller IS NOT NULL AND skipped = '';

    -- invitation: an id; answer: the keys as pressed; kind: choice, satisfaction, rating, nps,
    -- comment, as the question was when it was answered; satisfied: NULL, it asks no such thing
    CREATE TABLE survey_answer (
      invitation INTEGER, question TEXT, at INTEGER NOT NULL, answer TEXT NOT NULL,
      meaning TEXT NOT NULL, kind TEXT NOT NULL, satisfied INTEGER, file TEXT NOT NULL,
      milliseconds INTEGER, PRIMARY KEY (invitation, question)
    ) WITHOUT ROWID;

    -- promised: when; number: normalised; is_own: 1 the caller's own number, 0 one that was keyed;
    -- state: open, done
    CREATE TABLE callback (
      id INTEGER PRIMARY KEY, node TEXT NOT NULL, uniqueid TEXT NOT NULL, promised INTEGER NOT NULL,
      queue TEXT NOT NULL, number TEXT NOT NULL, is_own INTEGER NOT NULL, language TEXT NOT NULL,
      revision INTEGER NOT NULL, state TEXT NOT NULL, ended INTEGER,
      ended_by TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT ''
    );
    -- One number waits once in a queue, however often it is promised.
    CREATE UNIQUE INDEX callback_open ON callback (queue, number) WHERE state = 'open';
    """
}
