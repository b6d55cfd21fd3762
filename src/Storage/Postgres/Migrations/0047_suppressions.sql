-- online

-- step
-- Persons who were erased and must not come back (docs/adr/0043). key_id: which key the ids were hashed with. ended_at: somebody lifted it,
-- so the person may come back; the ids stay until then, so that the feed says that the records are restored. log_emptied: no log of
-- the database holds former contents; PostgreSQL sets it at once.
CREATE TABLE suppressions (
    company_id  text COLLATE "C" NOT NULL,
    id          uuid             NOT NULL,
    created_at  timestamptz      NOT NULL,
    ended_at    timestamptz,
    key_id      text COLLATE "C" NOT NULL,
    reason      text             NOT NULL,
    subject     text,
    email       text,
    log_emptied boolean          NOT NULL,
    PRIMARY KEY (company_id, id)
);

-- Writers ask by which keys ids of a company were hashed, and so whether there are any.
CREATE INDEX suppressions_key ON suppressions (company_id, key_id);
CREATE INDEX suppressions_log ON suppressions (company_id, id) WHERE NOT log_emptied;

-- hash: keyed, of the company, what the id is of, and the id.
CREATE TABLE suppressed_ids (
    company_id     text COLLATE "C" NOT NULL,
    hash           text COLLATE "C" NOT NULL,
    suppression_id uuid             NOT NULL,
    PRIMARY KEY (company_id, hash)
);
CREATE INDEX suppressed_ids_of ON suppressed_ids (company_id, suppression_id);

-- step
-- Entries that a run left out because of them.
ALTER TABLE sync_runs ADD COLUMN suppressed integer NOT NULL DEFAULT 0;
