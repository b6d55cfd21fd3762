-- Events that name an application, or a person in onboarding, instead of the record; and the size of every body.

-- What entity_id is. It holds the numbers of EventEntity.
ALTER TABLE webhook_events ADD COLUMN entity_kind INTEGER NOT NULL DEFAULT 1; -- 1 the record, 2 an application, 3 a candidate of an onboarding event

-- How many bytes came, where body does not hold all of them.
ALTER TABLE webhook_events ADD COLUMN body_bytes INTEGER;

-- A body that was not signed with a key of the company may be another company's: nobody may read it. Of 4,096 bytes or more only the
-- beginning was kept, so the size is known only below.
UPDATE webhook_events
SET body_bytes = CASE WHEN length(body) < 4096 THEN length(body) END, body = x''
WHERE status = 6 AND signature_valid = 0;
