-- Runs, what they have seen, and what must survive a restart beside them.
-- kind, mode, status and started_by hold the numbers of SyncKind, SyncMode, RunStatus and RunTrigger, which are part of the wire
-- contract and never renumbered.

CREATE TABLE sync_runs (
    company_id       TEXT    NOT NULL,
    run_id           TEXT    NOT NULL,
    kind             INTEGER NOT NULL, -- 1 jobs, 2 candidates, 3 onboarding
    mode             INTEGER NOT NULL, -- 1 incremental, 2 full
    started_by       INTEGER NOT NULL, -- 1 schedule, 2 person
    status           INTEGER NOT NULL, -- 1 queued, 2 running, 3 success, 4 partial, 5 failed, 6 cancelled
    started_at       INTEGER NOT NULL,
    finished_at      INTEGER,
    record_limit     INTEGER,
    changed_since    INTEGER,
    next_cursor      TEXT,
    epoch            INTEGER NOT NULL DEFAULT 0,
    heartbeat_at     INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    deletion_blocked TEXT,
    failed_without_id INTEGER NOT NULL DEFAULT 0,
    complete         INTEGER NOT NULL DEFAULT 0, -- everything was read, bad records apart: may serve as watermark
    total            INTEGER,
    fetched          INTEGER NOT NULL DEFAULT 0,
    created          INTEGER NOT NULL DEFAULT 0,
    updated          INTEGER NOT NULL DEFAULT 0,
    unchanged        INTEGER NOT NULL DEFAULT 0,
    deleted          INTEGER NOT NULL DEFAULT 0,
    failed           INTEGER NOT NULL DEFAULT 0,
    pages            INTEGER NOT NULL DEFAULT 0,
    error            TEXT,
    failures         TEXT    NOT NULL DEFAULT '[]', -- the first 100, JSON
    PRIMARY KEY (company_id, run_id)
);

CREATE UNIQUE INDEX sync_runs_one_active ON sync_runs (company_id, kind) WHERE status IN (1, 2);
CREATE INDEX sync_runs_unattended ON sync_runs (heartbeat_at) WHERE status IN (1, 2);
CREATE INDEX sync_runs_newest ON sync_runs (company_id, started_at DESC, run_id DESC);
CREATE INDEX sync_runs_ended ON sync_runs (company_id, kind, finished_at DESC);

-- The ids a run under way has seen, page by page: kept with the run instead of with the records, so that a record that did not
-- change is not written. entity: 1 jobs, 2 candidates, 3 applications, 4 processes, 5 tasks, 6 records that could not be read.
CREATE TABLE sync_pages (
    company_id TEXT    NOT NULL,
    run_id     TEXT    NOT NULL,
    page       INTEGER NOT NULL,
    entity     INTEGER NOT NULL,
    ids        TEXT    NOT NULL, -- JSON array
    PRIMARY KEY (company_id, run_id, page, entity),
    FOREIGN KEY (company_id, run_id) REFERENCES sync_runs (company_id, run_id) ON DELETE CASCADE
);

-- Keyed by budget, not by company: credentials that are only being tried are metered by tenant.
CREATE TABLE request_budgets (
    budget_key TEXT    NOT NULL PRIMARY KEY,
    state      TEXT    NOT NULL,
    saved_at   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit_log (
    company_id TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    tenant_id  TEXT    NOT NULL,
    subject    TEXT,
    email      TEXT,
    details    TEXT,
    PRIMARY KEY (company_id, id)
);

CREATE INDEX audit_log_newest ON audit_log (company_id, at DESC, id DESC);

CREATE TABLE data_protection_keys (
    friendly_name TEXT    NOT NULL PRIMARY KEY,
    xml           TEXT    NOT NULL,
    saved_at      INTEGER NOT NULL
) WITHOUT ROWID;
