-- How a company stands (docs/adr/0029). What came of the last contact with each of Jobvite's endpoints, and of the last webhook.
-- point: 1 job, 2 candidate, 3 onboarding, 4 incoming webhooks. failures: in a row. since: when it began to answer, or not to.
CREATE TABLE health_contacts (
    company_id      text COLLATE "C" NOT NULL,
    point           smallint NOT NULL,
    last_contact_at timestamptz NOT NULL,
    last_success_at timestamptz,
    failures        integer NOT NULL,
    since           timestamptz NOT NULL,
    kind            smallint NOT NULL,
    error           text,
    what_to_do      text,
    PRIMARY KEY (company_id, point)
);

-- What was or is wrong. ended_at is null while it is.
CREATE TABLE health_incidents (
    company_id text COLLATE "C" NOT NULL,
    id         uuid    NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    severe     boolean NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    cause      text    NOT NULL,
    effect     text    NOT NULL,
    what_to_do text    NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE UNIQUE INDEX health_incidents_open ON health_incidents (company_id, subject) WHERE ended_at IS NULL;
CREATE INDEX health_incidents_ended ON health_incidents (company_id, ended_at) WHERE ended_at IS NOT NULL;

-- The last judgement. status: 0 disconnected, 1 ok, 2 not started, 3 degraded, 4 failing. version: of the settings, and since when.
CREATE TABLE company_health (
    company_id    text COLLATE "C" NOT NULL PRIMARY KEY,
    status        smallint NOT NULL,
    version       integer NOT NULL,
    version_since timestamptz NOT NULL,
    judged_at     timestamptz NOT NULL
);
