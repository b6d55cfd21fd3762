-- While a deletion is withheld, the ids that its run has seen are kept (sync_pages), and with them those that later runs of the kind see: a
-- person can then approve exactly that deletion. Null where a former version withheld it, which kept nothing.
ALTER TABLE sync_deletions ADD COLUMN seen_by TEXT;
