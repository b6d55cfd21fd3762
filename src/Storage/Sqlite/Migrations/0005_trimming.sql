-- What a trim by age walks. Partial where that keeps a webhook that is stored from touching them.
CREATE INDEX webhook_events_settled ON webhook_events (coalesce(processed_at, received_at), id) WHERE status IN (3, 6);
CREATE INDEX webhook_events_dead_age ON webhook_events (received_at, id) WHERE status = 5;
CREATE INDEX sync_runs_finished ON sync_runs (finished_at, run_id) WHERE finished_at IS NOT NULL;
CREATE INDEX audit_log_age ON audit_log (at, id);
