-- What was seen to change of candidates, and which companies there are.

-- No values but workflow states: a history must not keep what a person had taken out of the record.
-- what holds the numbers of CandidateChangeKind.
CREATE TABLE record_changes (
    company_id     TEXT    NOT NULL,
    candidate_id   TEXT    NOT NULL,
    seen_at        INTEGER NOT NULL,
    id             TEXT    NOT NULL,
    application_id TEXT, -- null when the person changed
    what           INTEGER NOT NULL, -- 1 changed, 2 deleted, 3 restored
    from_state     TEXT,
    to_state       TEXT,
    fields         TEXT    NOT NULL DEFAULT '', -- names of the changed columns, a space between
    PRIMARY KEY (company_id, candidate_id, seen_at, id)
);

-- What a trim by age walks.
CREATE INDEX record_changes_age ON record_changes (seen_at, id);

-- Charts count new candidates in it without looking at the rows.
DROP INDEX candidates_newest;
CREATE INDEX candidates_newest ON candidates (company_id, updated_at DESC, id DESC, deleted_at, created_at, first_name, last_name, email);

-- The way from a candidate to the onboarding that followed.
CREATE INDEX onboarding_processes_candidate ON onboarding_processes (company_id, candidate_id);

-- Events that wait for a person, of all companies: few, however many events there are.
CREATE INDEX webhook_events_dead ON webhook_events (company_id, received_at DESC, id DESC) WHERE status = 5;

-- Which companies there are, and what they sync. The grain state decides; this is a copy without secrets that can be read as a whole.
CREATE TABLE company_directory (
    company_id       TEXT    NOT NULL PRIMARY KEY,
    environment      TEXT    NOT NULL, -- stage, prod
    connected        INTEGER NOT NULL,
    interval_minutes INTEGER NOT NULL,
    sync_jobs        INTEGER NOT NULL,
    sync_candidates  INTEGER NOT NULL,
    sync_onboarding  INTEGER NOT NULL,
    saved_at         INTEGER NOT NULL
) WITHOUT ROWID;
