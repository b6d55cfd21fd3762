-- Where a company's changes are sent (docs/adr/0039). position: all items of the feed up to here are settled or in webhook_deliveries.
CREATE TABLE webhook_endpoints (
    company_id       text COLLATE "C" NOT NULL,
    id               uuid        NOT NULL,
    url              text        NOT NULL,
    description      text,
    types            text        NOT NULL, -- as given, a space between; empty: all
    payload          smallint    NOT NULL, -- 1 thin, 2 full
    enabled          boolean     NOT NULL,
    max_per_second   integer     NOT NULL,
    created_at       timestamptz NOT NULL,
    secret           text        NOT NULL, -- protected, as all secrets
    previous_secret  text,
    previous_until   timestamptz,
    disabled_reason  text,                 -- null when a person disabled it
    disabled_at      timestamptz,
    epoch            bigint      NOT NULL, -- only the latest holder writes
    created_position bigint      NOT NULL,
    position         bigint      NOT NULL,
    replay_after     bigint,               -- what is sent again: behind this, up to replay_to
    replay_to        bigint,
    replay_missing   boolean     NOT NULL, -- only what was never delivered
    probe_at         timestamptz,          -- while it fails: when a new change is tried next
    failures         integer     NOT NULL, -- in a row
    failing_since    timestamptz,
    last_success_at  timestamptz,
    last_error       text,
    PRIMARY KEY (company_id, id)
);

-- What is not delivered yet, or was not at the first attempt, or was sent again. The id is the change's.
-- status: 1 pending, 2 delivered, 3 retrying, 4 dead.
CREATE TABLE webhook_deliveries (
    company_id      text COLLATE "C" NOT NULL,
    endpoint_id     uuid        NOT NULL,
    change_id       uuid        NOT NULL,
    position        bigint      NOT NULL,
    record_key      text COLLATE "C",     -- kind and id; null where no record is concerned
    in_order        boolean     NOT NULL, -- later changes of the record wait behind it
    type            text        NOT NULL,
    record_id       text,
    created_at      timestamptz NOT NULL, -- the change's
    status          smallint    NOT NULL,
    attempts        integer     NOT NULL,
    tries           integer     NOT NULL, -- attempts since it was begun, or begun again by hand
    next_attempt_at timestamptz,          -- null behind another one of its record
    delivered_at    timestamptz,
    settled_at      timestamptz,          -- when it was delivered or became dead
    PRIMARY KEY (company_id, endpoint_id, change_id)
);
CREATE UNIQUE INDEX webhook_deliveries_position ON webhook_deliveries (company_id, endpoint_id, position);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (company_id, endpoint_id, next_attempt_at) WHERE status IN (1, 3);
CREATE INDEX webhook_deliveries_dead ON webhook_deliveries (company_id, endpoint_id) WHERE status = 4;
CREATE INDEX webhook_deliveries_settled ON webhook_deliveries (settled_at, change_id) WHERE settled_at IS NOT NULL;

-- Failed attempts, and all attempts of what is in webhook_deliveries.
CREATE TABLE webhook_attempts (
    company_id  text COLLATE "C" NOT NULL,
    endpoint_id uuid        NOT NULL,
    change_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    at          timestamptz NOT NULL,
    status      integer,              -- null when there was no answer
    succeeded   boolean     NOT NULL,
    ms          integer     NOT NULL,
    error       text,
    answer      text,                 -- the first KiB of the answer to a failed attempt
    PRIMARY KEY (company_id, endpoint_id, change_id, id)
);
CREATE INDEX webhook_attempts_day ON webhook_attempts (company_id, endpoint_id, at);
CREATE INDEX webhook_attempts_age ON webhook_attempts (at, id);

-- One row for what was delivered at the first attempt between two places of the feed. items: see DeliverySpan.
CREATE TABLE webhook_spans (
    company_id     text COLLATE "C" NOT NULL,
    endpoint_id    uuid        NOT NULL,
    last_position  bigint      NOT NULL,
    first_position bigint      NOT NULL,
    id             uuid        NOT NULL,
    delivered      integer     NOT NULL,
    total_ms       bigint      NOT NULL,
    started_at     timestamptz NOT NULL,
    ended_at       timestamptz NOT NULL,
    types          text        NOT NULL, -- those that were sent, a space before and behind each; empty: all
    items          bytea       NOT NULL,
    PRIMARY KEY (company_id, endpoint_id, last_position)
);
CREATE INDEX webhook_spans_day ON webhook_spans (company_id, endpoint_id, ended_at);
CREATE INDEX webhook_spans_age ON webhook_spans (ended_at, id);
