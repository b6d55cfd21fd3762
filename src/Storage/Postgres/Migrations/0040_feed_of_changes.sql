-- online

-- step
-- The feed of changes (docs/adr/0038) grows out of the history of candidates: rows with a position are items of the feed.

-- What a company's feed has come to. Whoever changes records takes this row last and holds it to the commit, so positions follow each
-- other in the order of commits and none is missing.
CREATE TABLE change_feeds (
    company_id       text COLLATE "C" NOT NULL PRIMARY KEY,
    cursor_key       uuid             NOT NULL, -- goes into the check of this feed's cursors
    position         bigint           NOT NULL, -- of the last item
    removed_to       bigint           NOT NULL, -- items up to here are not kept any more
    jobs_since       timestamptz,               -- when the first complete run ended; before that, changes of the kind are no items
    candidates_since timestamptz,
    onboarding_since timestamptz,
    failing          boolean          NOT NULL DEFAULT false -- the connection is, as the feed told last
);

-- Kinds that have had their complete run already.
INSERT INTO change_feeds (company_id, cursor_key, position, removed_to, jobs_since, candidates_since, onboarding_since)
SELECT company_id, gen_random_uuid(), 0, 0,
       min(finished_at) FILTER (WHERE kind = 1), min(finished_at) FILTER (WHERE kind = 2), min(finished_at) FILTER (WHERE kind = 3)
FROM sync_runs
WHERE complete AND record_limit IS NULL AND finished_at IS NOT NULL
GROUP BY company_id;

-- step
-- Nullable and without defaults: existing rows are not rewritten. They are history from before the feed and have no position.
-- candidate_id is empty where no candidate is concerned.
ALTER TABLE record_changes
    ADD COLUMN position          bigint,
    ADD COLUMN type              text,
    ADD COLUMN record_id         text,
    ADD COLUMN job_id            text,
    ADD COLUMN cause             smallint, -- 1 webhook, 2 sync, 3 manual, 4 write
    ADD COLUMN cause_id          uuid,
    ADD COLUMN source_updated_at timestamptz,
    ADD COLUMN details           text;     -- JSON; of items about runs

-- step
CREATE UNIQUE INDEX CONCURRENTLY record_changes_feed ON record_changes (company_id, position) WHERE position IS NOT NULL;
