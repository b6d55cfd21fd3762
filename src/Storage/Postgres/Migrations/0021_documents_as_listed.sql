-- online
-- A document is what Jobvite lists, and goes when the list no longer has it (docs/adr/0022).

-- step
-- identity: unique within the candidate and short; NULL in rows from before, which the next list that shows them fills in.
-- scope: 1 resume, 2 artifact of an application, 3 artifact that an entry shows as the person's, 4 artifact only handed out when asked for;
-- 0 in rows from before. name and name_hash are there for silos of before, which go on beside this schema during an upgrade.
ALTER TABLE candidate_documents ADD COLUMN identity text COLLATE "C";
ALTER TABLE candidate_documents ADD COLUMN scope smallint NOT NULL DEFAULT 0;
ALTER TABLE candidate_documents ADD COLUMN external_id text COLLATE "C";
ALTER TABLE candidate_documents ADD COLUMN stated_size bigint;
ALTER TABLE candidate_documents ALTER COLUMN name_hash DROP NOT NULL;

-- step
CREATE UNIQUE INDEX CONCURRENTLY candidate_documents_identity ON candidate_documents (company_id, candidate_id, identity);

-- step
-- The old index held the type, which may be longer than an index entry may be: one such document stopped the company's sync.
DROP INDEX CONCURRENTLY IF EXISTS candidate_documents_name;

-- step
-- When the newest answer was asked for that changed something about the person's documents: an older one says nothing any more.
ALTER TABLE candidates ADD COLUMN documents_read_at timestamptz;

-- Two artifacts of one name were stored as one, without their ids: those that were fetched are fetched once more, with requests to spare.
-- The index is there for as long as the rows are changed.
-- step
CREATE INDEX CONCURRENTLY candidates_0021 ON candidates (company_id, jobvite_id) WHERE artifacts_state = 2 AND deleted_at IS NULL;
-- batch
UPDATE candidates SET artifacts_state = 1, artifacts_due_at = updated_at
WHERE (company_id, jobvite_id) IN (
    SELECT company_id, jobvite_id FROM candidates WHERE artifacts_state = 2 AND deleted_at IS NULL
    ORDER BY company_id, jobvite_id LIMIT 1000 FOR UPDATE);
-- step
DROP INDEX CONCURRENTLY IF EXISTS candidates_0021;
