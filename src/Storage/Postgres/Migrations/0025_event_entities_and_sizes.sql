-- online
-- Events that name an application, or a person in onboarding, instead of the record; and the size of every body.

-- step
-- What entity_id is. It holds the numbers of EventEntity.
ALTER TABLE webhook_events ADD COLUMN entity_kind smallint NOT NULL DEFAULT 1; -- 1 the record, 2 an application, 3 a candidate of an onboarding event

-- How many bytes came, where body does not hold all of them.
ALTER TABLE webhook_events ADD COLUMN body_bytes integer;

-- A body that was not signed with a key of the company may be another company's: nobody may read it. Of 4,096 bytes or more only the
-- beginning was kept, so the size is known only below. Empty ones come first: later they cannot be told from those that were emptied.
-- batch
UPDATE webhook_events SET body_bytes = 0
WHERE (company_id, id) IN (
    SELECT company_id, id FROM webhook_events WHERE status = 6 AND NOT signature_valid AND body = '' AND body_bytes IS NULL
    ORDER BY company_id, id LIMIT 1000 FOR UPDATE);
-- batch
UPDATE webhook_events SET body_bytes = CASE WHEN length(body) < 4096 THEN length(body) END, body = ''
WHERE (company_id, id) IN (
    SELECT company_id, id FROM webhook_events WHERE status = 6 AND NOT signature_valid AND body <> ''
    ORDER BY company_id, id LIMIT 1000 FOR UPDATE);
