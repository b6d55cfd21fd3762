-- online

-- step
-- Notices of incidents (docs/adr/0052): what a company wants to be told. emails: separated by line feeds. webhook: the protected URL; webhook_host: its
-- host, for people. kinds: numbers of NoticeKinds, added up.
CREATE TABLE notice_settings (
    company_id   text COLLATE "C" NOT NULL PRIMARY KEY,
    version      integer NOT NULL,
    emails       text,
    webhook      text,
    webhook_host text,
    kinds        integer NOT NULL,
    severe_only  boolean NOT NULL
);

-- step
-- One row for each way that is set up: channel 1 e-mail, 2 webhook. since: what ended before is not told. next_at: nothing is sent before. failures: in a
-- row. last_error: of the last attempt. claim: counts those who took it to send; claimed_until: nobody else takes it before.
CREATE TABLE notice_channels (
    company_id    text COLLATE "C" NOT NULL,
    channel       smallint    NOT NULL,
    since         timestamptz NOT NULL,
    next_at       timestamptz,
    failures      integer     NOT NULL,
    last_at       timestamptz,
    last_error    text,
    claim         integer     NOT NULL,
    claimed_until timestamptz,
    PRIMARY KEY (company_id, channel)
);

-- step
-- What was told last of each subject. ended_at: when its end was told; null while the readers think that it lasts.
CREATE TABLE notice_marks (
    company_id  text COLLATE "C" NOT NULL,
    channel     smallint         NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    incident_id uuid             NOT NULL,
    begun_at    timestamptz      NOT NULL,
    reminded_at timestamptz,
    ended_at    timestamptz,
    PRIMARY KEY (company_id, channel, subject)
);

-- step
-- The messages of the last days. incidents: how many it was about, 0 for a test.
CREATE TABLE notice_log (
    company_id text COLLATE "C" NOT NULL,
    id         uuid        NOT NULL,
    channel    smallint    NOT NULL,
    at         timestamptz NOT NULL,
    incidents  integer     NOT NULL,
    title      text        NOT NULL,
    error      text,
    PRIMARY KEY (company_id, id)
);

CREATE INDEX notice_log_at ON notice_log (company_id, at);
