-- online
-- What an event costs is above all how many indexes it goes into, twice: when it comes and when it is processed. Both now touch three
-- (of the first kind there were five, of the second four).

-- step
-- In its order the log is read, by far most of it processed. What it is filtered by is in the index too, so counts and deep pages of a
-- filtered log need not look at the rows; and the chart of events reads nothing else.
CREATE INDEX CONCURRENTLY webhook_events_newest_0007 ON webhook_events (company_id, received_at DESC, id DESC) INCLUDE (status, source, signature_valid);
-- step
DROP INDEX CONCURRENTLY IF EXISTS webhook_events_newest;
-- step
ALTER INDEX webhook_events_newest_0007 RENAME TO webhook_events_newest;

-- step
-- By status only what is rare is looked for: one in thousands would take a walk through all of them. Waiting events are in
-- webhook_events_inbox, dead ones in webhook_events_dead, and neither an event that comes nor one that is processed touches this one.
CREATE INDEX CONCURRENTLY webhook_events_rare ON webhook_events (company_id, status, received_at DESC, id DESC) WHERE status IN (4, 6);
-- step
DROP INDEX CONCURRENTLY IF EXISTS webhook_events_status;

-- step
-- The sweeper finds whose events are due in webhook_events_inbox, which holds when they are due as well.
DROP INDEX CONCURRENTLY IF EXISTS webhook_events_due;
