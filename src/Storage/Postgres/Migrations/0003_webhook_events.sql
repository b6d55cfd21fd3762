-- Received webhooks. body is the raw bytes and never text or jsonb: \u0000 is valid JSON, and a signature is over bytes.
-- source and status hold the numbers of WebhookSource and WebhookStatus.

CREATE TABLE webhook_events (
    company_id      text COLLATE "C" NOT NULL,
    id              uuid             NOT NULL,
    source          smallint         NOT NULL, -- 1 candidate, 2 job, 3 onboarding
    received_at     timestamptz      NOT NULL,
    signature_valid boolean          NOT NULL,
    status          smallint         NOT NULL, -- 1 pending, 2 processing, 3 processed, 4 failed, 5 dead, 6 rejected
    event_type      text,
    entity_id       text,
    application_id  text,
    attempts        integer          NOT NULL DEFAULT 0,
    next_attempt_at timestamptz, -- set exactly while the event waits
    processed_at    timestamptz,
    error_message   text,
    history         jsonb            NOT NULL DEFAULT '[]', -- the last 50 attempts
    body            bytea            NOT NULL,
    PRIMARY KEY (company_id, id)
);

CREATE INDEX webhook_events_newest ON webhook_events (company_id, received_at DESC, id DESC);
CREATE INDEX webhook_events_status ON webhook_events (company_id, status, received_at DESC, id DESC);
-- What ReadDue walks in its order, and what the sweeper looks at: both hold waiting events only, so they stay small.
CREATE INDEX webhook_events_inbox ON webhook_events (company_id, source, received_at, id) INCLUDE (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX webhook_events_due ON webhook_events (next_attempt_at) INCLUDE (company_id, source) WHERE next_attempt_at IS NOT NULL;
-- What a trim by age walks: events come in the order of time, so a summary per range of blocks is enough and costs next to nothing.
CREATE INDEX webhook_events_age ON webhook_events USING brin (received_at);
