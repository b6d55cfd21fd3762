-- What was asked for later is what Jobvite says now (docs/adr/0021). Answers that came too late are counted by themselves.
ALTER TABLE sync_runs ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;

-- When the page was asked for: a record that did not change is not written, so its row does not say when a run has seen it last.
ALTER TABLE sync_pages ADD COLUMN read_at INTEGER;
