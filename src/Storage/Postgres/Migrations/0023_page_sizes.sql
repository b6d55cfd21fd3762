-- online

-- step
-- The page size that worked for a company and kind whose full pages are too large to be read: the next run begins with it (docs/adr/0023).
-- NULL where nothing speaks against the largest, which is nearly everywhere.
ALTER TABLE sync_runs ADD COLUMN page_size integer;
-- step
CREATE INDEX CONCURRENTLY sync_runs_page_size ON sync_runs (company_id, kind, started_at) WHERE page_size IS NOT NULL;
