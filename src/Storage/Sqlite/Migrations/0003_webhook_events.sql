-- Received webhooks. body is the raw bytes and never text: \u0000 is valid JSON, and a signature is over bytes.
-- source and status hold the numbers of WebhookSource and WebhookStatus.

CREATE TABLE webhook_events (
    company_id      TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    source          INTEGER NOT NULL, -- 1 candidate, 2 job, 3 onboarding
    received_at     INTEGER NOT NULL,
    signature_valid INTEGER NOT NULL,
    status          INTEGER NOT NULL, -- 1 pending, 2 processing, 3 processed, 4 failed, 5 dead, 6 rejected
    event_type      TEXT,
    entity_id       TEXT,
    application_id  TEXT,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER, -- set exactly while the event waits
    processed_at    INTEGER,
    error_message   TEXT,
    history         TEXT    NOT NULL DEFAULT '[]', -- the last 50 attempts, JSON
    body            BLOB    NOT NULL,
    PRIMARY KEY (company_id, id)
);

CREATE INDEX webhook_events_newest ON webhook_events (company_id, received_at DESC, id DESC);
CREATE INDEX webhook_events_status ON webhook_events (company_id, status, received_at DESC, id DESC);
-- What ReadDue walks in its order, and what the sweeper looks at: both hold waiting events only, so they stay small.
CREATE INDEX webhook_events_inbox ON webhook_events (company_id, source, received_at, id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX webhook_events_due ON webhook_events (next_attempt_at, company_id, source) WHERE next_attempt_at IS NOT NULL;
