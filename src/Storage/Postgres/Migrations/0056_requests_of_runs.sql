-- online

-- step
-- How many requests a run sent to Jobvite, those that failed included. A constant default: existing rows are not rewritten.
ALTER TABLE sync_runs ADD COLUMN requests integer NOT NULL DEFAULT 0;
