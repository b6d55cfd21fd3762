-- online
-- What was seen to change of candidates, and which companies there are.

-- step
-- No values but workflow states: a history must not keep what a person had taken out of the record.
-- what holds the numbers of CandidateChangeKind.
CREATE TABLE record_changes (
    company_id     text COLLATE "C" NOT NULL,
    candidate_id   text COLLATE "C" NOT NULL,
    seen_at        timestamptz      NOT NULL,
    id             uuid             NOT NULL DEFAULT gen_random_uuid(),
    application_id text COLLATE "C", -- null when the person changed
    what           smallint         NOT NULL, -- 1 changed, 2 deleted, 3 restored
    from_state     text,
    to_state       text,
    fields         text             NOT NULL DEFAULT '', -- names of the changed columns, a space between
    PRIMARY KEY (company_id, candidate_id, seen_at, id)
);

-- What a trim by age walks.
CREATE INDEX record_changes_age ON record_changes (seen_at, id);

-- Which companies there are, and what they sync. The grain state decides; this is a copy without secrets that can be read as a whole.
CREATE TABLE company_directory (
    company_id       text COLLATE "C" PRIMARY KEY,
    environment      text             NOT NULL, -- stage, prod
    connected        boolean          NOT NULL,
    interval_minutes integer          NOT NULL,
    sync_jobs        boolean          NOT NULL,
    sync_candidates  boolean          NOT NULL,
    sync_onboarding  boolean          NOT NULL,
    saved_at         timestamptz      NOT NULL
);

-- step
-- Charts count new candidates in it without looking at the rows.
CREATE INDEX CONCURRENTLY candidates_newest_0004 ON candidates (company_id, updated_at DESC, id DESC) INCLUDE (deleted_at, created_at);
-- step
DROP INDEX CONCURRENTLY IF EXISTS candidates_newest;
-- step
ALTER INDEX candidates_newest_0004 RENAME TO candidates_newest;

-- step
-- The way from a candidate to the onboarding that followed.
CREATE INDEX CONCURRENTLY onboarding_processes_candidate ON onboarding_processes (company_id, left(candidate_id, 200));

-- step
-- Events that wait for a person, of all companies: few, however many events there are.
CREATE INDEX CONCURRENTLY webhook_events_dead ON webhook_events (company_id, received_at DESC, id DESC) WHERE status = 5;
