-- Runs, what they have seen, and what must survive a restart beside them.
-- kind, mode, status and started_by hold the numbers of SyncKind, SyncMode, RunStatus and RunTrigger, which are part of the wire
-- contract and never renumbered.

CREATE TABLE sync_runs (
    company_id        text COLLATE "C" NOT NULL,
    run_id            uuid             NOT NULL,
    kind              smallint         NOT NULL, -- 1 jobs, 2 candidates, 3 onboarding
    mode              smallint         NOT NULL, -- 1 incremental, 2 full
    started_by        smallint         NOT NULL, -- 1 schedule, 2 person
    status            smallint         NOT NULL, -- 1 queued, 2 running, 3 success, 4 partial, 5 failed, 6 cancelled
    started_at        timestamptz      NOT NULL,
    finished_at       timestamptz,
    record_limit      integer,
    changed_since     timestamptz,
    next_cursor       text,
    epoch             integer          NOT NULL DEFAULT 0,
    heartbeat_at      timestamptz      NOT NULL,
    cancel_requested  boolean          NOT NULL DEFAULT false,
    deletion_blocked  text,
    failed_without_id boolean          NOT NULL DEFAULT false,
    complete          boolean          NOT NULL DEFAULT false, -- everything was read, bad records apart: may serve as watermark
    total             integer,
    fetched           integer          NOT NULL DEFAULT 0,
    created           integer          NOT NULL DEFAULT 0,
    updated           integer          NOT NULL DEFAULT 0,
    unchanged         integer          NOT NULL DEFAULT 0,
    deleted           integer          NOT NULL DEFAULT 0,
    failed            integer          NOT NULL DEFAULT 0,
    pages             integer          NOT NULL DEFAULT 0,
    error             text,
    failures          text             NOT NULL DEFAULT '[]', -- the first 100, JSON
    PRIMARY KEY (company_id, run_id)
);

CREATE UNIQUE INDEX sync_runs_one_active ON sync_runs (company_id, kind) WHERE status IN (1, 2);
CREATE INDEX sync_runs_unattended ON sync_runs (heartbeat_at) WHERE status IN (1, 2);
CREATE INDEX sync_runs_newest ON sync_runs (company_id, started_at DESC, run_id DESC);
CREATE INDEX sync_runs_ended ON sync_runs (company_id, kind, finished_at DESC, run_id DESC) WHERE finished_at IS NOT NULL;
CREATE INDEX sync_runs_complete ON sync_runs (company_id, kind, started_at DESC) WHERE complete AND record_limit IS NULL;
-- What a trim by age walks. Runs end in the order of time, so a summary per range of blocks is enough.
CREATE INDEX sync_runs_age ON sync_runs USING brin (finished_at);

-- The ids a run under way has seen, page by page: kept with the run instead of with the records, so that a record that did not
-- change is not written. entity: 1 jobs, 2 candidates, 3 applications, 4 processes, 5 tasks, 6 records that could not be read.
CREATE TABLE sync_pages (
    company_id text COLLATE "C"   NOT NULL,
    run_id     uuid               NOT NULL,
    page       integer            NOT NULL,
    entity     smallint           NOT NULL,
    ids        text[] COLLATE "C" NOT NULL,
    PRIMARY KEY (company_id, run_id, page, entity),
    FOREIGN KEY (company_id, run_id) REFERENCES sync_runs (company_id, run_id) ON DELETE CASCADE
);

-- Keyed by budget, not by company: credentials that are only being tried are metered by tenant.
CREATE TABLE request_budgets (
    budget_key text COLLATE "C" PRIMARY KEY,
    state      text             NOT NULL,
    saved_at   timestamptz      NOT NULL
);

CREATE TABLE audit_log (
    company_id text COLLATE "C" NOT NULL,
    id         uuid             NOT NULL,
    at         timestamptz      NOT NULL,
    action     text             NOT NULL,
    tenant_id  text             NOT NULL,
    subject    text,
    email      text,
    details    text,
    PRIMARY KEY (company_id, id)
);

CREATE INDEX audit_log_newest ON audit_log (company_id, at DESC, id DESC);

CREATE TABLE data_protection_keys (
    friendly_name text COLLATE "C" PRIMARY KEY,
    xml           text             NOT NULL,
    saved_at      timestamptz      NOT NULL
);
