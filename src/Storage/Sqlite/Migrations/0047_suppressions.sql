-- Persons who were erased and must not come back (docs/adr/0043). key_id: which key the ids were hashed with. ended_at: somebody lifted it,
-- so the person may come back; the ids stay until then, so that the feed says that the records are restored. log_emptied: the write-ahead
-- log holds no former contents of theirs.
CREATE TABLE suppressions (
    company_id  TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    key_id      TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    subject     TEXT,
    email       TEXT,
    log_emptied INTEGER NOT NULL,
    PRIMARY KEY (company_id, id)
) WITHOUT ROWID;

-- Writers ask by which keys ids of a company were hashed, and so whether there are any.
CREATE INDEX suppressions_key ON suppressions (company_id, key_id);
CREATE INDEX suppressions_log ON suppressions (company_id, id) WHERE NOT log_emptied;

-- hash: keyed, of the company, what the id is of, and the id.
CREATE TABLE suppressed_ids (
    company_id     TEXT NOT NULL,
    hash           TEXT NOT NULL,
    suppression_id TEXT NOT NULL,
    PRIMARY KEY (company_id, hash)
) WITHOUT ROWID;
CREATE INDEX suppressed_ids_of ON suppressed_ids (company_id, suppression_id);

-- Entries that a run left out because of them.
ALTER TABLE sync_runs ADD COLUMN suppressed INTEGER NOT NULL DEFAULT 0;
