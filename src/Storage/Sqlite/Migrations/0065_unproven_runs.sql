-- The run was told that nothing had changed in a way that does not prove it (docs/adr/0023): the next one asks from the same time.
ALTER TABLE sync_runs ADD COLUMN unproven INTEGER NOT NULL DEFAULT 0;
