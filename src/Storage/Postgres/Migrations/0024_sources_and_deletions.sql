-- online

-- step
-- A request that the run under way does not satisfy waits behind it as a run of its own (docs/adr/0025): queued until that one ends.
ALTER TABLE sync_runs ADD COLUMN waits boolean NOT NULL DEFAULT false;
-- Rows that were last read before this time came from another source, and no complete run has compared them yet (docs/adr/0024).
ALTER TABLE sync_runs ADD COLUMN source_since timestamptz;
-- How many missing records a person has confirmed by starting this run, because their deletion had been withheld.
ALTER TABLE sync_runs ADD COLUMN confirms integer;

-- step
CREATE UNIQUE INDEX CONCURRENTLY sync_runs_one_active_0024 ON sync_runs (company_id, kind, waits) WHERE status IN (1, 2);
-- step
DROP INDEX CONCURRENTLY IF EXISTS sync_runs_one_active;
-- step
ALTER INDEX sync_runs_one_active_0024 RENAME TO sync_runs_one_active;

-- step
-- What complete full runs found missing. compared_at: when the last one began that compared everything. The rest is set while the
-- deletion of what was missing is withheld: by which run, when, how much of how much.
CREATE TABLE sync_deletions (
    company_id  text COLLATE "C" NOT NULL,
    kind        smallint         NOT NULL,
    compared_at timestamptz      NOT NULL,
    withheld_by uuid,
    withheld_at timestamptz,
    missing     integer,
    live        integer,
    PRIMARY KEY (company_id, kind)
);
