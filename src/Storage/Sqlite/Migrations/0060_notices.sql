-- Notices of incidents (docs/adr/0052): what a company wants to be told. emails: separated by line feeds. webhook: the protected URL; webhook_host: its
-- host, for people. kinds: numbers of NoticeKinds, added up.
CREATE TABLE notice_settings (
    company_id   TEXT    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    emails       TEXT,
    webhook      TEXT,
    webhook_host TEXT,
    kinds        INTEGER NOT NULL,
    severe_only  INTEGER NOT NULL
) WITHOUT ROWID;

-- One row for each way that is set up: channel 1 e-mail, 2 webhook. since: what ended before is not told. next_at: nothing is sent before. failures: in a
-- row. last_error: of the last attempt. claim: counts those who took it to send; claimed_until: nobody else takes it before.
CREATE TABLE notice_channels (
    company_id    TEXT    NOT NULL,
    channel       INTEGER NOT NULL,
    since         INTEGER NOT NULL,
    next_at       INTEGER,
    failures      INTEGER NOT NULL,
    last_at       INTEGER,
    last_error    TEXT,
    claim         INTEGER NOT NULL,
    claimed_until INTEGER,
    PRIMARY KEY (company_id, channel)
) WITHOUT ROWID;

-- What was told last of each subject. ended_at: when its end was told; null while the readers think that it lasts.
CREATE TABLE notice_marks (
    company_id  TEXT    NOT NULL,
    channel     INTEGER NOT NULL,
    subject     TEXT    NOT NULL,
    incident_id TEXT    NOT NULL,
    begun_at    INTEGER NOT NULL,
    reminded_at INTEGER,
    ended_at    INTEGER,
    PRIMARY KEY (company_id, channel, subject)
) WITHOUT ROWID;

-- The messages of the last days. incidents: how many it was about, 0 for a test.
CREATE TABLE notice_log (
    company_id TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    channel    INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    incidents  INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    error      TEXT,
    PRIMARY KEY (company_id, id)
) WITHOUT ROWID;

CREATE INDEX notice_log_at ON notice_log (company_id, at);
