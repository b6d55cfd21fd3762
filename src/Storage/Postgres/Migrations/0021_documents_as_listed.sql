-- A document is what Jobvite lists, and goes when the list no longer has it (docs/adr/0022).
-- identity: unique within the candidate and short; NULL in rows from before, which the next list that shows them fills in.
-- scope: 1 resume, 2 artifact of an application, 3 artifact that an entry shows as the person's, 4 artifact only handed out when asked for;
-- 0 in rows from before. name and name_hash are there for silos of before, which go on beside this schema during an upgrade.
ALTER TABLE candidate_documents ADD COLUMN identity text COLLATE "C";
ALTER TABLE candidate_documents ADD COLUMN scope smallint NOT NULL DEFAULT 0;
ALTER TABLE candidate_documents ADD COLUMN external_id text COLLATE "C";
ALTER TABLE candidate_documents ADD COLUMN stated_size bigint;
ALTER TABLE candidate_documents ALTER COLUMN name_hash DROP NOT NULL;

-- The old index held the type, which may be longer than an index entry may be: one such document stopped the company's sync.
DROP INDEX candidate_documents_name;
CREATE UNIQUE INDEX candidate_documents_identity ON candidate_documents (company_id, candidate_id, identity);

-- When the newest answer was asked for that changed something about the person's documents: an older one says nothing any more.
ALTER TABLE candidates ADD COLUMN documents_read_at timestamptz;

-- Two artifacts of one name were stored as one, without their ids: those that were fetched are fetched once more, with requests to spare.
UPDATE candidates SET artifacts_state = 1, artifacts_due_at = updated_at WHERE artifacts_state = 2 AND deleted_at IS NULL;
