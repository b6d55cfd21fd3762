-- Where a company's changes are sent (docs/adr/0039). position: all items of the feed up to here are settled or in webhook_deliveries.
CREATE TABLE webhook_endpoints (
    company_id       TEXT    NOT NULL,
    id               TEXT    NOT NULL,
    url              TEXT    NOT NULL,
    description      TEXT,
    types            TEXT    NOT NULL, -- as given, a space between; empty: all
    payload          INTEGER NOT NULL, -- 1 thin, 2 full
    enabled          INTEGER NOT NULL,
    max_per_second   INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    secret           TEXT    NOT NULL, -- protected, as all secrets
    previous_secret  TEXT,
    previous_until   INTEGER,
    disabled_reason  TEXT,             -- null when a person disabled it
    disabled_at      INTEGER,
    epoch            INTEGER NOT NULL, -- only the latest holder writes
    created_position INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    replay_after     INTEGER,          -- what is sent again: behind this, up to replay_to
    replay_to        INTEGER,
    replay_missing   INTEGER NOT NULL, -- only what was never delivered
    probe_at         INTEGER,          -- while it fails: when a new change is tried next
    failures         INTEGER NOT NULL, -- in a row
    failing_since    INTEGER,
    last_success_at  INTEGER,
    last_error       TEXT,
    PRIMARY KEY (company_id, id)
);

-- What is not delivered yet, or was not at the first attempt, or was sent again. The id is the change's.
-- status: 1 pending, 2 delivered, 3 retrying, 4 dead.
CREATE TABLE webhook_deliveries (
    company_id      TEXT    NOT NULL,
    endpoint_id     TEXT    NOT NULL,
    change_id       TEXT    NOT NULL,
    position        INTEGER NOT NULL,
    record_key      TEXT,             -- kind and id; null where no record is concerned
    in_order        INTEGER NOT NULL, -- later changes of the record wait behind it
    type            TEXT    NOT NULL,
    record_id       TEXT,
    created_at      INTEGER NOT NULL, -- the change's
    status          INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    tries           INTEGER NOT NULL, -- attempts since it was begun, or begun again by hand
    next_attempt_at INTEGER,          -- null behind another one of its record
    delivered_at    INTEGER,
    settled_at      INTEGER,          -- when it was delivered or became dead
    PRIMARY KEY (company_id, endpoint_id, change_id)
);
CREATE UNIQUE INDEX webhook_deliveries_position ON webhook_deliveries (company_id, endpoint_id, position);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (company_id, endpoint_id, next_attempt_at) WHERE status IN (1, 3);
CREATE INDEX webhook_deliveries_dead ON webhook_deliveries (company_id, endpoint_id) WHERE status = 4;
CREATE INDEX webhook_deliveries_settled ON webhook_deliveries (settled_at, change_id) WHERE settled_at IS NOT NULL;

-- Failed attempts, and all attempts of what is in webhook_deliveries.
CREATE TABLE webhook_attempts (
    company_id  TEXT    NOT NULL,
    endpoint_id TEXT    NOT NULL,
    change_id   TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    status      INTEGER,          -- null when there was no answer
    succeeded   INTEGER NOT NULL,
    ms          INTEGER NOT NULL,
    error       TEXT,
    answer      TEXT,             -- the first KiB of the answer to a failed attempt
    PRIMARY KEY (company_id, endpoint_id, change_id, id)
);
CREATE INDEX webhook_attempts_day ON webhook_attempts (company_id, endpoint_id, at);
CREATE INDEX webhook_attempts_age ON webhook_attempts (at, id);

-- One row for what was delivered at the first attempt between two places of the feed. items: see DeliverySpan.
CREATE TABLE webhook_spans (
    company_id     TEXT    NOT NULL,
    endpoint_id    TEXT    NOT NULL,
    last_position  INTEGER NOT NULL,
    first_position INTEGER NOT NULL,
    id             TEXT    NOT NULL,
    delivered      INTEGER NOT NULL,
    total_ms       INTEGER NOT NULL,
    started_at     INTEGER NOT NULL,
    ended_at       INTEGER NOT NULL,
    types          TEXT    NOT NULL, -- those that were sent, a space before and behind each; empty: all
    items          BLOB    NOT NULL,
    PRIMARY KEY (company_id, endpoint_id, last_position)
);
CREATE INDEX webhook_spans_day ON webhook_spans (company_id, endpoint_id, ended_at);
CREATE INDEX webhook_spans_age ON webhook_spans (ended_at, id);
