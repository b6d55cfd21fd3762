-- The feed of changes (docs/adr/0038) grows out of the history of candidates: rows with a position are items of the feed.

-- What a company's feed has come to.
CREATE TABLE change_feeds (
    company_id       TEXT    NOT NULL PRIMARY KEY,
    cursor_key       TEXT    NOT NULL, -- goes into the check of this feed's cursors
    position         INTEGER NOT NULL, -- of the last item
    removed_to       INTEGER NOT NULL, -- items up to here are not kept any more
    jobs_since       INTEGER,          -- when the first complete run ended; before that, changes of the kind are no items
    candidates_since INTEGER,
    onboarding_since INTEGER,
    failing          INTEGER NOT NULL DEFAULT 0 -- the connection is, as the feed told last
) WITHOUT ROWID;

-- Kinds that have had their complete run already.
INSERT INTO change_feeds (company_id, cursor_key, position, removed_to, jobs_since, candidates_since, onboarding_since)
SELECT company_id,
       lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
       0, 0, min(finished_at) FILTER (WHERE kind = 1), min(finished_at) FILTER (WHERE kind = 2), min(finished_at) FILTER (WHERE kind = 3)
FROM sync_runs
WHERE complete AND record_limit IS NULL AND finished_at IS NOT NULL
GROUP BY company_id;

-- Existing rows are history from before the feed and have no position. candidate_id is empty where no candidate is concerned.
ALTER TABLE record_changes ADD COLUMN position INTEGER;
ALTER TABLE record_changes ADD COLUMN type TEXT;
ALTER TABLE record_changes ADD COLUMN record_id TEXT;
ALTER TABLE record_changes ADD COLUMN job_id TEXT;
ALTER TABLE record_changes ADD COLUMN cause INTEGER; -- 1 webhook, 2 sync, 3 manual, 4 write
ALTER TABLE record_changes ADD COLUMN cause_id TEXT;
ALTER TABLE record_changes ADD COLUMN source_updated_at INTEGER;
ALTER TABLE record_changes ADD COLUMN details TEXT; -- JSON; of items about runs

CREATE UNIQUE INDEX record_changes_feed ON record_changes (company_id, position) WHERE position IS NOT NULL;
