-- How a company stands (docs/adr/0029). What came of the last contact with each of Jobvite's endpoints, and of the last webhook.
-- point: 1 job, 2 candidate, 3 onboarding, 4 incoming webhooks. failures: in a row. since: when it began to answer, or not to.
CREATE TABLE health_contacts (
    company_id      TEXT    NOT NULL,
    point           INTEGER NOT NULL,
    last_contact_at INTEGER NOT NULL,
    last_success_at INTEGER,
    failures        INTEGER NOT NULL,
    since           INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    error           TEXT,
    what_to_do      TEXT,
    PRIMARY KEY (company_id, point)
) WITHOUT ROWID;

-- What was or is wrong. ended_at is null while it is.
CREATE TABLE health_incidents (
    company_id TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    severe     INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    cause      TEXT    NOT NULL,
    effect     TEXT    NOT NULL,
    what_to_do TEXT    NOT NULL,
    PRIMARY KEY (company_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX health_incidents_open ON health_incidents (company_id, subject) WHERE ended_at IS NULL;
CREATE INDEX health_incidents_ended ON health_incidents (company_id, ended_at) WHERE ended_at IS NOT NULL;

-- The last judgement. status: 0 disconnected, 1 ok, 2 not started, 3 degraded, 4 failing. version: of the settings, and since when.
CREATE TABLE company_health (
    company_id    TEXT    NOT NULL PRIMARY KEY,
    status        INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    version_since INTEGER NOT NULL,
    judged_at     INTEGER NOT NULL
) WITHOUT ROWID;
