-- online
-- What a trim by age walks.
-- A summary per range of blocks (BRIN) does not do for tables that are trimmed: freed pages take new rows in, after one lap every range
-- reaches from the oldest time to the newest, and each batch reads the whole table (measured: 31,000 blocks of a table of a million
-- events, against 36 through the indexes below).

-- step
-- Partial, so that a webhook that is stored does not touch them: an event gets in when it is settled, always at the end.
CREATE INDEX CONCURRENTLY webhook_events_settled ON webhook_events (coalesce(processed_at, received_at), id) WHERE status IN (3, 6);
-- step
CREATE INDEX CONCURRENTLY webhook_events_dead_age ON webhook_events (received_at, id) WHERE status = 5;
-- step
CREATE INDEX CONCURRENTLY sync_runs_finished ON sync_runs (finished_at, run_id) WHERE finished_at IS NOT NULL;
-- step
CREATE INDEX CONCURRENTLY audit_log_age ON audit_log (at, id);
-- step
DROP INDEX CONCURRENTLY IF EXISTS webhook_events_age;
-- step
DROP INDEX CONCURRENTLY IF EXISTS sync_runs_age;
