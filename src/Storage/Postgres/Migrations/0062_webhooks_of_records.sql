-- online

-- step
-- The webhooks that named a record: a candidate's page shows them among everything else that happened (docs/adr/0050).
CREATE INDEX CONCURRENTLY webhook_events_entity ON webhook_events (company_id, entity_id, received_at DESC, id DESC) WHERE entity_id IS NOT NULL;
