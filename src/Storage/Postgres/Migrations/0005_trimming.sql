-- What a trim by age walks.
-- A summary per range of blocks (BRIN) does not do for tables that are trimmed: freed pages take new rows in, after one lap every range
-- reaches from the oldest time to the newest, and each batch reads the whole table (measured: 31,000 blocks of a table of a million
-- events, against 36 through the indexes below).
DROP INDEX webhook_events_age;
DROP INDEX sync_runs_age;

-- Partial, so that a webhook that is stored does not touch them: an event gets in when it is settled, always at the end.
CREATE INDEX webhook_events_settled ON webhook_events (coalesce(processed_at, received_at), id) WHERE status IN (3, 6);
CREATE INDEX webhook_events_dead_age ON webhook_events (received_at, id) WHERE status = 5;
CREATE INDEX sync_runs_finished ON sync_runs (finished_at, run_id) WHERE finished_at IS NOT NULL;
CREATE INDEX audit_log_age ON audit_log (at, id);
