-- How many requests a run sent to Jobvite, those that failed included.
ALTER TABLE sync_runs ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
